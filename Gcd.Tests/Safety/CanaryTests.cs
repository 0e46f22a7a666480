using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Gcd.Features.CardDav;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Safety;

/// <summary>Plants marked contacts and secrets, does everything, and then looks for them where they must not be.</summary>
public sealed class CanaryTests
{
    [SkippableTheory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task No_contact_token_code_or_state_stands_in_the_database_the_logs_or_the_metrics(string store)
    {
        // One of its own, for its files are looked through.
        await using var server = store == "postgres" ? await PostgresServer.StartAsync(isDurable: true) : null;
        await using var world = await World.StartAsync(("TOKEN_STORE", store), ("POSTGRES_CONNECTION", server is null ? string.Empty : await server.NewDatabaseAsync()));
        const string Canary = "CANARYcontact4711";
        var account = world.NewAccount(contacts: 1500, Canary);
        var callback = await world.ConsentAsync(account);
        var query = HttpUtility.ParseQueryString(callback.Query);
        using var signIn = await world.FinishAsync(callback);
        var token = (string)(await signIn.ReadJsonAsync())["access_token"]!;
        await DoEverythingAsync(world, token, callback);
        var staying = world.NewAccount(contacts: 10, Canary);
        await SyncAsync(world, await world.SignInAsync(staying), staying);
        var syncTokens = world.Google.Requests.Connections.Select(request => request.Query.GetValueOrDefault("syncToken")).OfType<string>().Distinct().ToList();
        Assert.NotEmpty(syncTokens);
        var google = world.Google.Requests.Connections.Select(request => request.AccessToken).Distinct();

        var secrets = new List<string> { Canary, token, token[4..47], query["code"]!, query["state"]!, world.OAuthClient.ClientSecret, "example.com/person" };
        secrets.AddRange(google);
        secrets.AddRange(syncTokens);
        var everywhere = new Dictionary<string, string> { ["the logs"] = world.Logs.Text, ["the metrics"] = await MetricsAsync(world) };
        await world.StopGcdAsync();
        await (server?.StopAsync() ?? Task.CompletedTask);
        foreach (var file in Directory.EnumerateFiles(server?.DataFolder ?? world.Folder, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith("credentials.json", StringComparison.Ordinal)))
        {
            everywhere[file] = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
        }

        // The address is no secret there; that it is found shows that the right files are looked through.
        Assert.Contains(everywhere.Values, text => text.Contains(staying.Email, StringComparison.Ordinal));
        foreach (var (place, text) in everywhere)
        {
            Assert.All(secrets, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{secret} stands in {place}"));
        }

        Assert.DoesNotContain(account.Email, everywhere["the logs"], StringComparison.Ordinal);
        Assert.DoesNotContain(account.Email, everywhere["the metrics"], StringComparison.Ordinal);
    }

    private static async Task DoEverythingAsync(World world, string token, Uri callback)
    {
        await SyncAsync(world, token, world.Google.Accounts.All.Single(one => one.ContactCount == 1500));
        foreach (var path in new[] { "/", "/me", "/download", "/download?format=json", "/download?format=nonsense", "/health", callback.PathAndQuery, "/nowhere?token=" + token })
        {
            using var reply = await world.GetAsync(path, token);
            await reply.Content.ReadAsStringAsync();
        }

        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 1000, EndAfter = 400, Times = 4 });
        using var broken = await world.GetAsync("/download", token);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => broken.Content.ReadAsStringAsync());
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Status = 500, Times = 4 });
        using var refused = await world.GetAsync("/download", token);
        await refused.AssertProblemAsync(HttpStatusCode.BadGateway, "Google");

        world.Time.Shift = TimeSpan.FromHours(2);
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Refresh, Status = 400, Body = """{"error":"invalid_grant"}""" });
        using var dead = await world.GetAsync("/download", token);
        using var revoked = await world.SendAsync(HttpMethod.Post, "/token/revoke", token);
    }

    /// <summary>Everything that is told of changes, to a program, a calendar and a phone.</summary>
    private static async Task SyncAsync(World world, string token, SimulatedAccount account)
    {
        var link = await world.MakeLinkAsync(token, """{"format":"birthdays"}""");
        var tags = new Dictionary<string, string> { ["/download?format=vcard"] = "\"\"", [link] = "\"\"" };
        using var first = await world.GetAsync("/changes?format=people", token);
        var cursor = (string)(await first.ReadJsonAsync())["cursor"]!;
        var list = await world.MultiStatusAsync("REPORT", DavForTests.Book, token, DavForTests.Sync(token: null));
        for (var round = 0; round < 3; round++)
        {
            foreach (var (path, tag) in tags)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = path == link ? null : new("Bearer", token) } };
                request.Headers.TryAddWithoutValidation("If-None-Match", tag);
                using var reply = await world.Client.SendAsync(request);
                Assert.True(reply.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotModified);
                tags[path] = reply.Headers.ETag!.ToString();
            }

            account.Edit(5 + round, person => person["nicknames"] = new JsonArray(new JsonObject { ["value"] = "CANARYcontact4711 again" }));
            account.Delete(round);
            using var changes = await world.GetAsync($"/changes?format=people&cursor={cursor}", token);
            cursor = (string)(await changes.ReadJsonAsync())["cursor"]!;
            list = await world.MultiStatusAsync("REPORT", DavForTests.Book, token, DavForTests.Sync(list.SyncToken));
            Assert.NotEmpty(list.ETags);
            await world.MultiStatusAsync("REPORT", DavForTests.Book, token, DavForTests.Multiget(list.ETags.Keys));
            await world.MultiStatusAsync("PROPFIND", DavForTests.Book, token, DavForTests.Propfind("d:getetag", "d:sync-token"), "1");
            using var card = await world.DavAsync("GET", list.ETags.Keys.First(), token);
            Assert.Contains("CANARYcontact4711", await card.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var query = await world.DavAsync("REPORT", DavForTests.Book, token, """<c:addressbook-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><d:prop><c:address-data/></d:prop><c:filter><c:prop-filter name="NICKNAME"><c:text-match>canary</c:text-match></c:prop-filter></c:filter></c:addressbook-query>""");
        Assert.Contains("CANARYcontact4711 again", await query.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> MetricsAsync(World world)
    {
        using var reply = await world.GetAsync("/metrics");
        return await reply.Content.ReadAsStringAsync();
    }
}
