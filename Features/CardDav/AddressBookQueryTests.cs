using System.Net;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;
using static Gcd.Features.CardDav.DavForTests;

namespace Gcd.Features.CardDav;

/// <summary>REPORT addressbook-query: which cards a filter finds, and how what is not supported is refused.</summary>
public sealed class AddressBookQueryTests
{
    [Theory]
    [InlineData("""<c:filter/>""", "1 2 3 4 5")]
    [InlineData("""<c:filter><c:prop-filter name="FN"/></c:filter>""", "1 2 3 4 5")]
    [InlineData("""<c:filter><c:prop-filter name="N"/></c:filter>""", "1 2 3 4 5")]
    [InlineData("""<c:filter><c:prop-filter name="FN"><c:is-not-defined/></c:prop-filter></c:filter>""", "")]
    [InlineData("""<c:filter><c:prop-filter name="FN"><c:text-match>LOVE</c:text-match></c:prop-filter></c:filter>""", "1")]
    [InlineData("""<c:filter><c:prop-filter name="fn"><c:text-match match-type="starts-with">grace</c:text-match></c:prop-filter></c:filter>""", "2")]
    [InlineData("""<c:filter><c:prop-filter name="FN"><c:text-match match-type="ends-with">hopper</c:text-match></c:prop-filter></c:filter>""", "2")]
    [InlineData("""<c:filter><c:prop-filter name="FN"><c:text-match match-type="equals">grace</c:text-match></c:prop-filter></c:filter>""", "")]
    [InlineData("""<c:filter><c:prop-filter name="FN"><c:text-match match-type="equals">grace hopper</c:text-match></c:prop-filter></c:filter>""", "2")]
    [InlineData("""<c:filter><c:prop-filter name="FN"><c:text-match collation="i;unicode-casemap">ödön</c:text-match></c:prop-filter></c:filter>""", "3")]
    [InlineData("""<c:filter><c:prop-filter name="FN"><c:text-match>nobody@</c:text-match></c:prop-filter></c:filter>""", "4")]
    [InlineData("""<c:filter><c:prop-filter name="FN"><c:text-match negate-condition="yes">o</c:text-match></c:prop-filter></c:filter>""", "3 5")]
    [InlineData("""<c:filter><c:prop-filter name="EMAIL"><c:text-match>ada@</c:text-match></c:prop-filter></c:filter>""", "1 2")]
    [InlineData("""<c:filter><c:prop-filter name="EMAIL"><c:text-match match-type="equals">ADA@example.com</c:text-match></c:prop-filter></c:filter>""", "1")]
    [InlineData("""<c:filter><c:prop-filter name="EMAIL"><c:text-match negate-condition="yes">ada@</c:text-match></c:prop-filter></c:filter>""", "4")]
    [InlineData("""<c:filter><c:prop-filter name="EMAIL"><c:is-not-defined/></c:prop-filter></c:filter>""", "3 5")]
    [InlineData("""<c:filter><c:prop-filter name="EMAIL"/></c:filter>""", "1 2 4")]
    [InlineData("""<c:filter><c:prop-filter name="TEL"><c:text-match match-type="starts-with">+1 555</c:text-match></c:prop-filter></c:filter>""", "1")]
    [InlineData("""<c:filter><c:prop-filter name="TEL"><c:text-match>1234</c:text-match></c:prop-filter><c:prop-filter name="EMAIL"><c:text-match>navy</c:text-match></c:prop-filter></c:filter>""", "2 3")]
    [InlineData("""<c:filter test="allof"><c:prop-filter name="EMAIL"><c:text-match>ada@</c:text-match></c:prop-filter><c:prop-filter name="FN"><c:text-match>grace</c:text-match></c:prop-filter></c:filter>""", "2")]
    [InlineData("""<c:filter test="allof"><c:prop-filter name="FN"/><c:prop-filter name="TEL"/></c:filter>""", "1 3")]
    [InlineData("""<c:filter><c:prop-filter name="EMAIL" test="allof"><c:text-match>ada@</c:text-match><c:text-match>navy</c:text-match></c:prop-filter></c:filter>""", "2")]
    [InlineData("""<c:filter><c:prop-filter name="EMAIL" test="anyof"><c:text-match>nobody</c:text-match><c:text-match>navy</c:text-match></c:prop-filter></c:filter>""", "2 4")]
    [InlineData("""<c:filter><c:prop-filter name="ORG"><c:text-match>plus</c:text-match></c:prop-filter></c:filter>""", "5")]
    [InlineData("""<c:filter><c:prop-filter name="UID"><c:text-match match-type="equals">2</c:text-match></c:prop-filter></c:filter>""", "2")]
    public async Task A_filter_finds_the_cards_that_the_standard_means(string filter, string expected)
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "2"));
        var token = await world.SignInAsync(Add(world));

        var tags = await world.MultiStatusAsync("REPORT", Book, token, Query(filter, "<d:getetag/>"), "1");
        Assert.Equal(expected, Numbers(tags));
        Assert.Null(tags.SyncToken);

        // The same with the cards themselves.
        var cards = await world.MultiStatusAsync("REPORT", Book, token, Query(filter, "<d:getetag/><c:address-data/>"), "1");
        Assert.Equal(tags.ETags, cards.ETags);
        Assert.All(cards.Answers, card => Assert.Contains("END:VCARD", card.Found(DavName.AddressData)!.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_limit_ends_the_list_and_says_that_there_is_more_where_there_is()
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "2"));
        var token = await world.SignInAsync(Add(world));
        using var reply = await world.DavAsync("REPORT", Book, token, Query("""<c:filter/><c:limit><c:nresults>3</c:nresults></c:limit>""", "<d:getetag/>"), "1");
        var text = await reply.Content.ReadAsStringAsync();
        Assert.Equal(3, text.Split(".vcf</d:href>").Length - 1);
        Assert.Contains("<d:href>/dav/books/contacts/</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status>", text, StringComparison.Ordinal);
        Assert.Contains("<d:number-of-matches-within-limits/>", text, StringComparison.Ordinal);

        foreach (var enough in new[] { 5, 6 })
        {
            Assert.Equal("1 2 3 4 5", Numbers(await world.MultiStatusAsync("REPORT", Book, token, Query($"<c:filter/><c:limit><c:nresults>{enough}</c:nresults></c:limit>", "<d:getetag/>"), "1")));
        }
    }

    [Theory]
    [InlineData("""<c:filter><c:prop-filter name="X-FAVOURITE-DRINK"/></c:filter>""", "<d:getetag/>", "<c:supported-filter><c:prop-filter")]
    [InlineData("""<c:filter><c:prop-filter name="TEL"><c:param-filter name="TYPE"><c:text-match>home</c:text-match></c:param-filter></c:prop-filter></c:filter>""", "<d:getetag/>", "<c:supported-filter>")]
    [InlineData("""<c:filter><c:prop-filter name="FN"><c:text-match collation="i;octet">A</c:text-match></c:prop-filter></c:filter>""", "<d:getetag/>", "<c:supported-collation>i;octet</c:supported-collation>")]
    [InlineData("""<c:filter/>""", """<c:address-data content-type="application/jcard+json"/>""", "<c:supported-address-data")]
    [InlineData("""<c:filter/>""", """<c:address-data content-type="text/vcard" version="2.1"/>""", "<c:supported-address-data")]
    public async Task What_is_not_supported_is_403_with_the_standards_condition(string filter, string properties, string condition)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(Add(world));
        using var reply = await world.DavAsync("REPORT", Book, token, Query(filter, properties), "1");
        var text = await reply.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        Assert.Contains(condition, text, StringComparison.Ordinal);
        Assert.Equal(0, world.Google.Requests[GoogleOperation.Connections]);
    }

    [Fact]
    public async Task A_client_that_was_told_the_state_and_lists_by_a_query_can_go_on_from_that_state()
    {
        await using var world = await World.StartAsync();
        var account = Add(world);
        var token = await world.SignInAsync(account);
        var state = (await world.MultiStatusAsync("PROPFIND", Book, token, Propfind("d:sync-token"), "0"))[Book].Found(DavName.SyncToken)!.Value;
        world.Google.Requests.Reset();
        await world.MultiStatusAsync("REPORT", Book, token, Query("""<c:filter><c:prop-filter name="FN"/></c:filter>""", "<d:getetag/>"), "1");
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Connections]);
        account.Delete(0);

        Assert.Equal(["/dav/books/contacts/c1.vcf"], (await world.MultiStatusAsync("REPORT", Book, token, Sync(state))).Gone);
    }

    private static SimulatedAccount Add(World world) => world.Google.Accounts.Add(
        $"person-{Guid.NewGuid():N}@example.com",
        [
            new ContactBuilder("c1").Name("Ada Lovelace", "Ada", "Lovelace").Email("ada@example.com").Phone("+1 555 0100", "mobile").Build(),
            new ContactBuilder("c2").Name("Grace Hopper", "Grace", "Hopper").Email("grace@navy.example").Email("ada@other.example").Build(),
            new ContactBuilder("c3").Name("ÖDÖN Aba", "ÖDÖN", "Aba").Phone("030 1234", "home").Build(),
            new ContactBuilder("c4").Email("nobody@example.com").Build(),
            new ContactBuilder("c5").Organization("Plus AG", "Head").Build(),
        ]);

    private static string Numbers(DavReply reply) => string.Join(' ', reply.ETags.Keys.Select(href => href["/dav/books/contacts/c".Length..^".vcf".Length]).Order(StringComparer.Ordinal));

    private static string Query(string filter, string properties) =>
        $"""<?xml version="1.0" encoding="utf-8"?><c:addressbook-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><d:prop>{properties}</d:prop>{filter}</c:addressbook-query>""";
}
