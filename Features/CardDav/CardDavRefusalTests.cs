using System.Net;
using System.Net.Sockets;
using System.Text;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using static Gcd.Features.CardDav.DavForTests;

namespace Gcd.Features.CardDav;

/// <summary>What is refused, and in whose words.</summary>
public sealed class CardDavRefusalTests
{
    [Theory]
    [InlineData("PUT", "/dav/books/contacts/c1.vcf")]
    [InlineData("DELETE", "/dav/books/contacts/c1.vcf")]
    [InlineData("PROPPATCH", "/dav/books/contacts/")]
    [InlineData("MKCOL", "/dav/books/other/")]
    [InlineData("MOVE", "/dav/books/contacts/c1.vcf")]
    [InlineData("COPY", "/dav/books/contacts/c1.vcf")]
    [InlineData("POST", "/dav/books/contacts/")]
    [InlineData("LOCK", "/dav/books/contacts/")]
    public async Task Writing_is_403_with_need_privileges_and_never_401(string method, string path)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        using var reply = await world.DavAsync(method, path, token, "BEGIN:VCARD");
        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        Assert.Contains("<d:need-privileges>", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, world.Google.Requests[GoogleOperation.Connections]);
    }

    [Fact]
    public async Task A_list_of_all_cards_without_a_token_is_refused_in_words_and_its_connection_goes_on()
    {
        await using var world = await World.StartAsync();
        var body = Encoding.ASCII.GetBytes($"<c:addressbook-multiget>{new string('x', 400_000)}</c:addressbook-multiget>");
        using var connection = new TcpClient();
        await connection.ConnectAsync(world.Address.Host, world.Address.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"REPORT {Book} HTTP/1.1\r\nHost: {world.Address.Authority}\r\nContent-Length: {body.Length}\r\n\r\n"));
        await stream.WriteAsync(body);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /health/live HTTP/1.1\r\nHost: {world.Address.Authority}\r\nConnection: close\r\n\r\n"));

        var replies = await new StreamReader(stream, Encoding.UTF8).ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 401", replies, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 200", replies, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_basic_is_offered_and_options_tell_what_the_server_is()
    {
        await using var world = await World.StartAsync();
        using var refused = await world.DavAsync("PROPFIND", "/dav/", token: null, Propfind("d:displayname"), "0");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains(refused.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Basic");
        using var wrong = await world.DavAsync("PROPFIND", "/dav/", "gcd_wrong", Propfind("d:displayname"), "0");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Contains(wrong.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Basic");
        foreach (var path in new[] { "/dav", "/dav/", Book })
        {
            using var options = await world.DavAsync("OPTIONS", path, token: null);
            Assert.Equal(HttpStatusCode.NoContent, options.StatusCode);
            Assert.Equal("1, 3, addressbook", string.Join(", ", options.Headers.GetValues("DAV")));
            Assert.Equal(["GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"], options.Content.Headers.Allow.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("""<!DOCTYPE x [<!ENTITY a "b">]><d:propfind xmlns:d="DAV:"><d:prop>&a;</d:prop></d:propfind>""", "not well-formed")]
    [InlineData("""<d:propfind xmlns:d="DAV:"><d:prop>""", "not well-formed")]
    [InlineData("nonsense", "not well-formed")]
    [InlineData("<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a>", "nested too deeply")]
    public async Task Xml_that_cannot_be_taken_is_400_and_says_why(string body, string expected)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        using var reply = await world.DavAsync("PROPFIND", Book, token, body, "0");
        var text = await reply.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Contains(expected, text, StringComparison.Ordinal);
        using var longer = await world.DavAsync("PROPFIND", Book, token, Propfind([.. Enumerable.Range(0, 9000).Select(i => $"d:a{i}")]), "0");
        await longer.AssertProblemAsync(HttpStatusCode.BadRequest, "The request's XML is too long");
    }

    [Fact]
    public async Task An_infinite_depth_and_an_unknown_report_are_refused_by_the_standards_words()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        foreach (var depth in new[] { "infinity", null, "7" })
        {
            using var reply = await world.DavAsync("PROPFIND", Book, token, Propfind("d:getetag"), depth);
            Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
            Assert.Contains("propfind-finite-depth", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var report = await world.DavAsync("REPORT", Book, token, "<d:expand-property xmlns:d=\"DAV:\"/>", "0");
        Assert.Equal(HttpStatusCode.Forbidden, report.StatusCode);
        Assert.Contains("supported-report", await report.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var nowhere = await world.DavAsync("PROPFIND", "/dav/other/", token, Propfind("d:getetag"), "0");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    [Fact]
    public async Task Googles_quota_is_429_with_retry_after_and_a_read_that_breaks_is_broken_off()
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "1000"));
        var account = world.NewAccount(contacts: 1500);
        var token = await world.SignInAsync(account);
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Status = 429, RetryAfter = "3000" });
        using (var refused = await world.DavAsync("REPORT", Book, token, Sync(token: null)))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(3000), refused.Headers.RetryAfter!.Delta);
        }

        world.Google.Faults.Clear();
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 1000, Status = 400 });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => world.DavAsync("REPORT", Book, token, Sync(token: null)));

        // Nobody was told a state by the broken read that the next one does not go back to.
        Assert.Equal(1500, (await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null))).ETags.Count);
    }
}
