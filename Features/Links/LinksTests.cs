using System.Net;
using Gcd.Infrastructure.Crypto;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Links;

public sealed class LinksTests
{
    private const string Yealink = """{"name":"Kitchen","format":"yealink","label":["Family"],"has":["phone"]}""";

    [Fact]
    public async Task A_link_delivers_its_file_without_a_header_whatever_name_follows_and_by_post_too()
    {
        await using var world = await World.StartAsync();
        var link = await world.MakeLinkAsync(await world.SignInAsync(world.AddLabelled()), Yealink);
        Assert.Matches("^/export/[0-9A-Za-z]{27}/contacts\\.xml$", link);
        var bare = link[..link.LastIndexOf('/')];

        foreach (var path in new[] { link, bare, $"{bare}/", $"{bare}/phonebook.xml", $"{link}/phonebook.xml", $"{link}?format=csv&label=Friends" })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
            {
                using var reply = await world.SendAsync(method, path);
                Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
                Assert.Equal("text/xml; charset=utf-8", reply.Content.Headers.ContentType!.ToString());
                var file = await reply.Content.ReadAsStringAsync();
                Assert.Contains("<Name>1</Name>", file, StringComparison.Ordinal);
                Assert.DoesNotContain("<Name>2</Name>", file, StringComparison.Ordinal);
                Assert.DoesNotContain("<Name>3</Name>", file, StringComparison.Ordinal);
                Assert.Equal("noindex", reply.Headers.GetValues("X-Robots-Tag").Single());
                Assert.Equal("no-store", reply.Headers.CacheControl!.ToString());
            }
        }

        using var head = await world.SendAsync(HttpMethod.Head, link);
        Assert.Equal("text/xml; charset=utf-8", head.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task Unknown_ended_and_expired_links_and_tokens_in_their_place_are_404_all_alike()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.AddLabelled());
        var ended = await world.MakeLinkAsync(token, Yealink);
        var expired = await world.MakeLinkAsync(token, """{"format":"vcard","expires_in_days":1}""");
        using (var list = await world.GetAsync("/links", token))
        {
            var id = (await list.ReadJsonAsync())["links"]!.AsArray().Single(link => (string?)link!["name"] == "Kitchen")!["id"];
            using var end = await world.SendAsync(HttpMethod.Delete, $"/links/{id}", token);
            Assert.Equal(HttpStatusCode.NoContent, end.StatusCode);
        }

        world.Time.Shift = TimeSpan.FromDays(1.1);
        var replies = new HashSet<string>();
        foreach (var path in new[] { ended, expired, $"/export/{LinkSecret.Create()}/contacts.xml", "/export/x", $"/export/{token}/contacts.csv" })
        {
            using var reply = await world.GetAsync(path);
            var problem = await reply.AssertProblemAsync(HttpStatusCode.NotFound, "There is no file at this address");
            problem.Remove("request_id");
            replies.Add(problem.ToJsonString());
        }

        Assert.Single(replies);
    }

    [Fact]
    public async Task Links_that_are_not_there_count_as_failed_tokens_and_one_that_is_goes_on()
    {
        await using var world = await World.StartAsync(("LIMIT_FAILED_TOKENS", "2"));
        var link = await world.MakeLinkAsync(await world.SignInAsync(world.NewAccount()), """{"format":"vcard"}""");
        for (var i = 0; i < 3; i++)
        {
            using var reply = await world.GetAsync($"/export/{LinkSecret.Create()}");
            Assert.Equal(i < 2 ? HttpStatusCode.NotFound : HttpStatusCode.TooManyRequests, reply.StatusCode);
        }

        using var good = await world.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Fact]
    public async Task The_secret_of_a_link_is_no_token_and_appears_in_no_log_and_no_metric()
    {
        await using var world = await World.StartAsync(("Logging:LogLevel:Default", "Trace"));
        var link = await world.MakeLinkAsync(await world.SignInAsync(world.NewAccount()), """{"format":"vcard"}""");
        var secret = link.Split('/')[2];
        foreach (var method in new[] { "GET", "HEAD", "POST", "DELETE", "OPTIONS", "BREW" })
        {
            using var reply = await world.SendAsync(new HttpMethod(method), link);
            Assert.DoesNotContain(secret, method is "GET" or "POST" ? string.Empty : await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var me = await world.GetAsync("/me", secret);
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
        using var metrics = await world.GetAsync("/metrics");
        Assert.DoesNotContain(secret, await metrics.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, world.Logs.Text, StringComparison.Ordinal);
        Assert.Contains("/export/{secret}", world.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_are_listed_with_all_but_their_addresses_and_when_they_were_used()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.AddLabelled());
        var address = await world.MakeLinkAsync(token, Yealink);
        Assert.Null((await LinkAsync())["last_used_at"]);
        (await world.GetAsync(address)).Dispose();

        var link = await LinkAsync();
        Assert.NotNull(link["last_used_at"]);
        Assert.Equal("yealink", (string)link["format"]!);
        Assert.Equal("""["contactGroups/f1"]""", link["label"]!.ToJsonString());
        Assert.Equal("""["phone"]""", link["has"]!.ToJsonString());
        Assert.DoesNotContain(address.Split('/')[2], link.ToJsonString(), StringComparison.Ordinal);

        async Task<System.Text.Json.Nodes.JsonNode> LinkAsync()
        {
            using var list = await world.GetAsync("/links", token);
            return (await list.ReadJsonAsync())["links"]!.AsArray().Single()!;
        }
    }

    [Theory]
    [InlineData("{}", "A link needs one format")]
    [InlineData("""{"format":"pdf"}""", "Invalid format: 'pdf'")]
    [InlineData("""{"format":"vcard","label":["Famliy"]}""", "There is no label 'Famliy'")]
    [InlineData("""{"format":["vcard"]}""", "The body cannot be read")]
    [InlineData("""{"format":"vcard","labels":["Family"]}""", "The body cannot be read")]
    public async Task What_cannot_be_is_refused_with_its_reason(string body, string error)
    {
        await using var world = await World.StartAsync();
        using var reply = await world.PostAsync("/links", await world.SignInAsync(world.AddLabelled()), body);
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, error);
    }

    [Fact]
    public async Task A_dead_grant_is_403_at_a_link_so_that_no_phone_asks_for_a_password()
    {
        await using var world = await World.StartAsync();
        var link = await world.MakeLinkAsync(await world.SignInAsync(world.NewAccount()), """{"format":"vcard"}""");
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Status = 401, Body = """{"error":{"code":401,"status":"UNAUTHENTICATED"}}""", Times = 10 });
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Refresh, Status = 400, Body = """{"error":"invalid_grant"}""", Times = 10 });

        using var reply = await world.GetAsync(link);
        await reply.AssertProblemAsync(HttpStatusCode.Forbidden, "Google no longer accepts the stored sign-in");
        Assert.Empty(reply.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task With_links_off_none_is_made_and_none_delivers()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        var link = await world.MakeLinkAsync(token, """{"format":"vcard"}""");
        await world.RestartAsync(("LINKS", "off"));

        using var made = await world.PostAsync("/links", token, """{"format":"vcard"}""");
        await made.AssertProblemAsync(HttpStatusCode.NotFound, "This service makes no links");
        using var file = await world.GetAsync(link);
        await file.AssertProblemAsync(HttpStatusCode.NotFound, "There is no file at this address");
    }

    [Fact]
    public async Task Ciscos_pages_follow_each_other_at_a_link()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 60);
        var next = await world.MakeLinkAsync(await world.SignInAsync(account), """{"format":"cisco"}""");
        var pages = 0;
        for (string? path = next; path is not null; pages++)
        {
            using var reply = await world.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
            var url = System.Xml.Linq.XDocument.Parse(await reply.Content.ReadAsStringAsync()).Descendants("SoftKeyItem").Select(key => (string?)key.Element("URL")).FirstOrDefault(address => address?.Contains("page=", StringComparison.Ordinal) is true);
            path = url is null ? null : new Uri(url).PathAndQuery;
        }

        Assert.True(pages > 1);
    }
}
