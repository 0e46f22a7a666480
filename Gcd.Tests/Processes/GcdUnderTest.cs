using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Host;
using Gcd.Sandbox.OAuth;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Processes;

/// <summary>The real Gcd as a process, with a folder and a simulated Google of its own; started, killed and started again.</summary>
internal sealed class GcdUnderTest : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-test-");
    private readonly List<GcdProcess> started = [];
    private readonly List<SimulatedAccount> people = [];
    private readonly SimulatedGoogle google;
    private readonly OAuthClient client;

    private GcdUnderTest(SimulatedGoogle google, int port)
    {
        this.google = google;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"));
        client = google.AddClient($"{Address}oauth2callback");
        File.WriteAllText(Path.Combine(Folder, "credentials.json"), google.CredentialsOf(client).ToJsonString());
        Settings = GcdSettingsFor.Sandbox(google, Folder, port, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        Settings["ASPNETCORE_ENVIRONMENT"] = "Production";
        // A killed runtime would leave its diagnostics pipes behind.
        Settings["DOTNET_EnableDiagnostics"] = "0";
        // All people sign in from this one address.
        Settings["LIMIT_SIGN_INS"] = "0";
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = Patience.Limit };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    /// <summary>The environment of the next start; null takes a variable away.</summary>
    public Dictionary<string, string?> Settings { get; }

    /// <summary>What the next start runs; null for Gcd as it was built.</summary>
    public IReadOnlyList<string>? Command { get; set; }

    public string Folder => folder.FullName;

    public SimulatedGoogle Google => google;

    public string DatabasePath => Settings["GOOGLE_DATABASE"]!;

    public ConcurrentQueue<string> Lines { get; } = new();

    public string Output => string.Join('\n', Lines);

    public static async Task<GcdUnderTest> CreateAsync() => new(await SimulatedGoogle.StartAsync(), World.FreePort());

    /// <summary>Starts Gcd and waits until it answers.</summary>
    public async Task<GcdProcess> StartAsync()
    {
        var process = Start();
        await Starts.UntilItAnswersAsync(process, Http, () => Output);
        return process;
    }

    /// <summary>Starts Gcd and waits until it ends.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        var process = Start();
        await EndAsync(process);
        return process.ExitCode;
    }

    /// <summary>Runs one of the operator's commands to its end.</summary>
    public async Task<CommandUnderTest> RunCommandAsync(params string[] arguments)
    {
        var command = CommandUnderTest.Start(Settings, Folder, arguments);
        await command.WaitAsync();
        return command;
    }

    public static async Task EndAsync(GcdProcess process)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        await process.WaitForExitAsync(limit.Token);
    }

    /// <summary>The whole sign-in as a program does it.</summary>
    public Task<string> SignInAsync() => SignInAsync(NewAccount());

    public async Task<string> SignInAsync(SimulatedAccount account)
    {
        using var reply = await TrySignInAsync(account);
        return await TokenOfAsync(reply);
    }

    public SimulatedAccount NewAccount(int contacts = 3)
    {
        var account = google.Accounts.Add($"person-{Guid.NewGuid():N}@example.com", contacts, null);
        people.Add(account);
        return account;
    }

    public static async Task<string> TokenOfAsync(HttpResponseMessage reply)
    {
        Assert.True(reply.IsSuccessStatusCode, await reply.Content.ReadAsStringAsync());
        return (string)(await reply.ReadJsonAsync())["access_token"]!;
    }

    /// <summary>The same, wherever it ends.</summary>
    public Task<HttpResponseMessage> TrySignInAsync() => TrySignInAsync(NewAccount());

    private async Task<HttpResponseMessage> TrySignInAsync(SimulatedAccount account)
    {
        for (var tries = 1; ; tries++)
        {
            using var start = await Http.GetAsync($"/auth?login_hint={Uri.EscapeDataString(account.Email)}");
            using var consent = await Http.GetAsync((string)(await start.ReadJsonAsync())["authorization_url"]!);
            var reply = await Http.GetAsync(consent.Headers.Location);
            // A code is exchanged in one try of ten seconds, in which a busy machine may not get to it.
            if (reply.StatusCode != System.Net.HttpStatusCode.BadGateway || tries == 5)
            {
                return reply;
            }

            reply.Dispose();
        }
    }

    /// <summary>Google rejects every access token that it gave, so that each has to be refreshed.</summary>
    public void RejectAccessTokens() => people.ForEach(google.Grants.RejectAccessTokens);

    public Task<System.Net.HttpStatusCode> MeAsync(string token) => StatusAsync("/me", token);

    public async Task<System.Net.HttpStatusCode> StatusAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new("Bearer", token) } };
        using var reply = await Http.SendAsync(request);
        return reply.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in started)
        {
            if (!process.HasExited)
            {
                // No test looks at this end.
                process.Kill();
            }

            await process.DisposeAsync();
        }

        Http.Dispose();
        await google.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private GcdProcess Start()
    {
        var process = GcdProcess.Start(Settings, Folder, Lines.Enqueue, Command);
        process.Patience = Patience.Limit;
        started.Add(process);
        return process;
    }
}
