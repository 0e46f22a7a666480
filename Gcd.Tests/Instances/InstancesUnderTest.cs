using System.Collections.Concurrent;
using System.Net;
using Gcd.Infrastructure.Tokens;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Host;
using Gcd.Sandbox.OAuth;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Proxies;

namespace Gcd.Tests.Instances;

/// <summary>Real Gcd processes on one PostgreSQL and one simulated Google, with one redirect URI, as behind a load balancer.</summary>
internal sealed class InstancesUnderTest : IAsyncDisposable
{
    /// <summary>Contacts that Google gives at a time, few enough for a download of several pages.</summary>
    public const int PageSize = 200;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-test-");
    private readonly Dictionary<string, string?> settings;

    private InstancesUnderTest(SimulatedGoogle google, string connection, int count)
    {
        Google = google;
        Connection = connection;
        // Where people come in: the load balancer's address. Nobody need listen there, for the tests carry the callback themselves.
        const string Front = "http://localhost:5999/oauth2callback";
        OAuthClient = google.AddClient(Front);
        File.WriteAllText(Path.Combine(folder.FullName, "credentials.json"), google.CredentialsOf(OAuthClient).ToJsonString());
        settings = GcdSettingsFor.Sandbox(google, folder.FullName, World.FreePort(), Key);
        settings["ASPNETCORE_ENVIRONMENT"] = "Production";
        // A killed runtime would leave its diagnostics pipes behind.
        settings["DOTNET_EnableDiagnostics"] = "0";
        // All people sign in from this one address.
        settings["LIMIT_SIGN_INS"] = "0";
        // And ask whether a token is dead.
        settings["LIMIT_FAILED_TOKENS"] = "0";
        // The load on instances that restart comes of one person's token.
        settings["LIMIT_DOWNLOADS_PER_USER"] = "0";
        settings["OAUTH_REDIRECT_URI"] = Front;
        settings["PAGE_SIZE"] = $"{PageSize}";
        settings["TOKEN_STORE"] = "postgres";
        settings["POSTGRES_CONNECTION"] = connection;
        settings["ALLOWED_HOSTS"] = $"localhost,{PublishedSite.Host}";
        All = [.. Enumerable.Range(0, count).Select(_ => new InstanceUnderTest(folder.FullName, settings))];
    }

    public SimulatedGoogle Google { get; }

    public OAuthClient OAuthClient { get; }

    public string Connection { get; }

    public string Key { get; } = IStoreForTests.NewKey();

    public string Folder => folder.FullName;

    public IReadOnlyList<InstanceUnderTest> All { get; }

    public InstanceUnderTest One => All[0];

    public InstanceUnderTest Two => All[1];

    /// <summary>All start at the same moment, on a database that is empty.</summary>
    public static async Task<InstancesUnderTest> StartAsync(PostgresServer? server = null, int count = 2)
    {
        var database = await (server ?? await PostgresServer.SharedAsync()).NewDatabaseAsync();
        var instances = new InstancesUnderTest(await SimulatedGoogle.StartAsync(), database, count);
        try
        {
            await Task.WhenAll(instances.All.Select(instance => instance.StartAsync()));
            return instances;
        }
        catch
        {
            await instances.DisposeAsync();
            throw;
        }
    }

    public SimulatedAccount NewAccount(int contacts = 3) => Google.Accounts.Add($"person-{Guid.NewGuid():N}@example.com", contacts, null);

    /// <summary>The callback that Google leads the person back with; path and query.</summary>
    public static async Task<string> ConsentAsync(InstanceUnderTest instance, SimulatedAccount account)
    {
        using var start = await instance.GetAsync($"/auth?login_hint={Uri.EscapeDataString(account.Email)}");
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience.Limit };
        using var consent = await browser.GetAsync((string)(await start.ReadJsonAsync())["authorization_url"]!);
        return consent.Headers.Location!.PathAndQuery;
    }

    public static Task<string> SignInAsync(InstanceUnderTest instance, SimulatedAccount account) => SignInAsync(instance, instance, account);

    public static async Task<string> SignInAsync(InstanceUnderTest begins, InstanceUnderTest ends, SimulatedAccount account)
    {
        for (var tries = 1; ; tries++)
        {
            using var reply = await ends.GetAsync(await ConsentAsync(begins, account));
            // A code is exchanged in one try of ten seconds, in which a busy machine may not get to it.
            if (reply.StatusCode != HttpStatusCode.BadGateway || tries == 5)
            {
                Assert.True(reply.StatusCode == HttpStatusCode.OK, await reply.Content.ReadAsStringAsync());
                return (string)(await reply.ReadJsonAsync())["access_token"]!;
            }
        }
    }

    /// <summary>Runs a command of Gcd with the settings of the instances.</summary>
    public async Task<(int ExitCode, string Output)> RunCommandAsync(string[] command, params (string Name, string? Value)[] changed)
    {
        var all = new Dictionary<string, string?>(settings);
        foreach (var (name, value) in changed)
        {
            all[name] = value;
        }

        var lines = new ConcurrentQueue<string>();
        await using var process = GcdProcess.Start(all, folder.FullName, lines.Enqueue, ["dotnet", GcdProcess.AssemblyPath, .. command]);
        using var limit = new CancellationTokenSource(Patience.Limit);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, string.Join('\n', lines));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in All)
        {
            await instance.DisposeAsync();
        }

        await Google.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
