using System.Net;
using System.Text;
using System.Web;
using Gcd.Sandbox;
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
        var staying = world.NewAccount();
        await world.SignInAsync(staying);
        var google = world.Google.Requests.Connections.Select(request => request.AccessToken).Distinct();

        var secrets = new List<string> { Canary, token, token[4..47], query["code"]!, query["state"]!, world.OAuthClient.ClientSecret, "example.com/person" };
        secrets.AddRange(google);
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

    private static async Task<string> MetricsAsync(World world)
    {
        using var reply = await world.GetAsync("/metrics");
        return await reply.Content.ReadAsStringAsync();
    }
}
