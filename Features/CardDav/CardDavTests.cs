using System.Net;
using Gcd.Infrastructure.Downloads;
using Gcd.Sandbox;
using Gcd.Tests.Fixtures;
using static Gcd.Features.CardDav.DavForTests;

namespace Gcd.Features.CardDav;

/// <summary>How a client finds the address book and reads it.</summary>
public sealed class CardDavTests
{
    [Fact]
    public async Task A_client_finds_the_address_book_from_the_host_alone()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        using var known = await world.DavAsync("PROPFIND", "/.well-known/carddav", token: null, Propfind("d:current-user-principal"), depth: "0");
        Assert.Equal(HttpStatusCode.MovedPermanently, known.StatusCode);
        Assert.Equal("/dav/", known.Headers.Location!.OriginalString);

        var root = (await world.MultiStatusAsync("PROPFIND", "/dav/", token, Propfind("d:current-user-principal", "d:resourcetype"), "0"))["/dav/"];
        var principal = root.Found(DavName.CurrentUserPrincipal)!.Value;
        var who = (await world.MultiStatusAsync("PROPFIND", principal, token, Propfind("c:addressbook-home-set", "d:displayname", "d:resourcetype"), "0"))[principal];
        Assert.Equal(account.Email, who.Found(DavName.DisplayName)!.Value);
        Assert.Equal("principal", who.Found(DavName.ResourceType)!.Elements().Single().Name.LocalName);
        var home = who.Found(DavName.CardDav + "addressbook-home-set")!.Value;
        var inside = await world.MultiStatusAsync("PROPFIND", home, token, Propfind("d:resourcetype", "d:displayname", "d:current-user-privilege-set", "d:supported-report-set", "x:nonsense".Replace("x:", "s:", StringComparison.Ordinal)), "1");
        Assert.Equal([home, Book], inside.Answers.Select(answer => answer.Href));
        var book = inside[Book];
        Assert.Equal(["collection", "addressbook"], book.Found(DavName.ResourceType)!.Elements().Select(type => type.Name.LocalName));
        Assert.Equal($"Google Contacts ({account.Email})", book.Found(DavName.DisplayName)!.Value);
        Assert.Equal(["read"], book.Found(DavName.CurrentUserPrivilegeSet)!.Descendants().Where(element => !element.HasElements).Select(privilege => privilege.Name.LocalName));
        Assert.Equal(["addressbook-multiget", "addressbook-query", "sync-collection"], book.Found(DavName.SupportedReportSet)!.Descendants().Where(element => !element.HasElements).Select(report => report.Name.LocalName));
        Assert.Equal([DavName.CalendarServer + "nonsense"], book.Missing);
    }

    [Fact]
    public async Task Below_a_path_of_a_proxy_every_address_has_it()
    {
        await using var world = await World.StartAsync(("OAUTH_REDIRECT_URI", "https://example.com/contacts/oauth2callback"));
        var account = world.NewAccount(contacts: 3);
        var callback = (await world.ConsentAsync(account)).PathAndQuery;
        using var signIn = await world.GetAsync(callback["/contacts".Length..]);
        var token = (string)(await signIn.ReadJsonAsync())["access_token"]!;
        using (var known = await world.DavAsync("PROPFIND", "/.well-known/carddav", token: null))
        {
            Assert.Equal("/contacts/dav/", known.Headers.Location!.OriginalString);
        }

        // The proxy takes the path off.
        var root = await world.MultiStatusAsync("PROPFIND", "/dav/", token, Propfind("d:current-user-principal"), "1");
        Assert.Equal(["/contacts/dav/", "/contacts/dav/principal/", "/contacts/dav/books/"], root.Answers.Select(answer => answer.Href));
        Assert.Equal("/contacts/dav/principal/", root["/contacts/dav/"].Found(DavName.CurrentUserPrincipal)!.Value);
        var list = await world.MultiStatusAsync("PROPFIND", Book, token, Propfind("d:getetag"), "1");
        Assert.All(list.Answers, answer => Assert.StartsWith("/contacts/dav/books/contacts/", answer.Href, StringComparison.Ordinal));
        Assert.Equal(3, (await world.MultiStatusAsync("REPORT", Book, token, Multiget(list.ETags.Keys))).ETags.Count);
        var all = await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null));
        account.Delete(0);
        Assert.Equal(["/contacts" + Href(account.NameOf(0))], (await world.MultiStatusAsync("REPORT", Book, token, Sync(all.SyncToken))).Gone);
    }

    [Fact]
    public async Task Only_cards_count_as_contacts_that_were_downloaded()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount(contacts: 9));
        var list = await world.MultiStatusAsync("PROPFIND", Book, token, Propfind("d:getetag"), "1");
        await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null));
        await world.MultiStatusAsync("REPORT", Book, token, Multiget(list.ETags.Keys.Take(4)));
        await world.MultiStatusAsync("REPORT", Book, token, """<c:addressbook-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><d:prop><c:address-data/></d:prop><c:limit><c:nresults>2</c:nresults></c:limit></c:addressbook-query>""");

        var metrics = await Exposition.ReadAsync(world);
        Assert.Equal(6, metrics["gcd_contacts_downloaded_total"]);
        Assert.Equal(4, metrics["gcd_downloads_total{format=\"carddav\",status=\"success\"}"]);
        Assert.Equal(0, metrics["gcd_short_address_books_total"]);
    }

    [Fact]
    public async Task Listing_costs_a_call_a_page_and_reading_one_for_two_hundred_cards()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 2500);
        var token = await world.SignInAsync(account);
        world.Google.Requests.Reset();

        var list = await world.MultiStatusAsync("PROPFIND", Book, token, Propfind("d:resourcetype", "d:getcontenttype", "d:getetag"), "1");
        Assert.Equal(2501, list.Answers.Count);
        Assert.All(list.Answers.Skip(1), card =>
        {
            Assert.Matches("^/dav/books/contacts/c[0-9]+\\.vcf$", card.Href);
            Assert.Matches("^\"[-_0-9A-Za-z]{20}\"$", card.Found(DavName.GetETag)!.Value);
            Assert.Equal("text/vcard; charset=utf-8", card.Found(DavName.GetContentType)!.Value);
            Assert.True(card.Found(DavName.ResourceType)!.IsEmpty);
        });
        Assert.Equal(3, world.Google.Requests[GoogleOperation.Connections]);

        var cards = await world.MultiStatusAsync("REPORT", Book, token, Multiget(list.ETags.Keys));
        Assert.Equal(2500, cards.Answers.Count);
        Assert.Equal(list.ETags.OrderBy(pair => pair.Key, StringComparer.Ordinal), cards.ETags.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.All(cards.Answers, card => Assert.Contains("VERSION:3.0\r\n", card.Found(DavName.AddressData)!.Value, StringComparison.Ordinal));
        Assert.Equal(13, world.Google.Requests[GoogleOperation.BatchGet]);
        Assert.Equal(3, world.Google.Requests[GoogleOperation.Connections]);
        Assert.Equal(0, world.Google.Requests[GoogleOperation.ContactGroups]);
    }

    [Fact]
    public async Task A_contact_that_is_gone_or_was_merged_and_an_href_of_nothing_are_404_in_a_multiget()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 6);
        var token = await world.SignInAsync(account);
        account.Delete(0);
        account.Merge(account.NameOf(1), account.NameOf(2));

        var cards = await world.MultiStatusAsync(
            "REPORT",
            Book,
            token,
            Multiget(
            [
                Href(account.NameOf(0)), Href(account.NameOf(1)), Href(account.NameOf(2)), Href(account.NameOf(3)), "/dav/books/contacts/nobody.vcf", "/dav/books/", "/elsewhere?a=1&amp;b",
                $"http://{world.Address.Authority}{Href(account.NameOf(4))}", "/dav/books/contacts/%63" + Href(account.NameOf(5))["/dav/books/contacts/c".Length..],
            ]));
        Assert.Equal(
            Enumerable.Range(0, 6).Except([0, 2]).Select(account.NameOf).Select(Href).Order(StringComparer.Ordinal),
            cards.ETags.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            new[] { Href(account.NameOf(0)), Href(account.NameOf(2)), "/dav/books/contacts/nobody.vcf", "/dav/books/", "/elsewhere?a=1&b" }.Order(StringComparer.Ordinal),
            cards.Gone.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_card_can_be_had_by_itself_with_its_entity_tag()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 2);
        var token = await world.SignInAsync(account);
        var list = await world.MultiStatusAsync("PROPFIND", Book, token, Propfind("d:getetag"), "1");

        using var card = await world.DavAsync("GET", Href(account.NameOf(1)), token);
        Assert.Equal("text/vcard; charset=utf-8", card.Content.Headers.ContentType!.ToString());
        Assert.Equal(list.ETags[Href(account.NameOf(1))], card.Headers.ETag!.ToString());
        Assert.StartsWith("BEGIN:VCARD\r\nVERSION:3.0\r\n", await card.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var one = await world.MultiStatusAsync("PROPFIND", Href(account.NameOf(1)), token, Propfind("d:getetag"), "0");
        Assert.Equal(card.Headers.ETag.ToString(), Assert.Single(one.ETags).Value);

        account.Delete(1);
        using var gone = await world.DavAsync("GET", Href(account.NameOf(1)), token);
        await gone.AssertProblemAsync(HttpStatusCode.NotFound, "There is nothing at this address");
        using var nothing = await world.DavAsync("PROPFIND", Href(account.NameOf(1)), token, Propfind("d:getetag"), "0");
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Fact]
    public async Task A_token_with_limits_has_an_address_book_of_what_it_opens()
    {
        await using var world = await World.StartAsync();
        var account = world.AddLabelled();
        var all = await world.SignInAsync(account);
        var family = await world.MakeTokenAsync(all, """{"name":"family","rights":{"labels":["Family"]}}""");
        var csv = await world.MakeTokenAsync(all, """{"name":"csv","rights":{"formats":["csv"]}}""");
        var four = await world.MakeTokenAsync(all, """{"name":"four","rights":{"formats":["vcard4"]}}""");

        var everybody = await world.MultiStatusAsync("REPORT", Book, all, Sync(token: null));
        var some = await world.MultiStatusAsync("REPORT", Book, family, Sync(token: null));
        Assert.True(some.ETags.Count > 0 && some.ETags.Count < everybody.ETags.Count);
        var outside = everybody.ETags.Keys.Except(some.ETags.Keys).First();
        Assert.Equal([outside], (await world.MultiStatusAsync("REPORT", Book, family, Multiget([outside]))).Gone);
        using var hidden = await world.DavAsync("GET", outside, family);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        // Its sync token is none of the others'.
        using var foreign = await world.DavAsync("REPORT", Book, family, Sync(everybody.SyncToken));
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);

        using var refused = await world.DavAsync("PROPFIND", "/dav/", csv, Propfind("d:displayname"), "0");
        await refused.AssertProblemAsync(HttpStatusCode.Forbidden, "This token does not open the address book");
        var cards = await world.MultiStatusAsync("REPORT", Book, four, Multiget([everybody.ETags.Keys.First()]));
        Assert.Contains("VERSION:4.0", cards.Answers[0].Found(DavName.AddressData)!.Value, StringComparison.Ordinal);
        using var three = await world.DavAsync("REPORT", Book, four, Multiget([everybody.ETags.Keys.First()], "<c:address-data version=\"3.0\"/>"));
        Assert.Equal(HttpStatusCode.Forbidden, three.StatusCode);
        Assert.Contains("supported-address-data", await three.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_at_once_wait_their_turn_while_downloads_are_refused()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 8);
        var token = await world.SignInAsync(account);
        await using var held = await HeldDownloadsForTests.StartAsync(world, account, token, count: 2);

        var cards = Enumerable.Range(0, 8).Select(index => world.DavAsync("GET", Href(account.NameOf(index)), token)).ToList();
        using var download = await world.GetAsync("/download", token);
        Assert.Equal(HttpStatusCode.TooManyRequests, download.StatusCode);
        await held.EndAsync();
        foreach (var card in cards)
        {
            using var reply = await card;
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }
    }
}
