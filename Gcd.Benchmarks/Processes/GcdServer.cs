using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Host;

namespace Gcd.Benchmarks.Processes;

/// <summary>The real Gcd in Production, in a folder of its own that goes with it.</summary>
internal sealed class GcdServer : IServer
{
    private static readonly string[] Trouble = ["\"level\":\"warning\"", "\"level\":\"error\"", "\"level\":\"critical\""];
    private readonly DirectoryInfo folder;
    private readonly Func<GcdProcess> start;
    private readonly HttpClient client;
    private GcdProcess process;

    private GcdServer(DirectoryInfo folder, Func<GcdProcess> start, Uri address)
    {
        this.folder = folder;
        this.start = start;
        process = start();
        Address = address;
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
    }

    public int ProcessId => process.Id;

    public Uri Address { get; }

    /// <param name="google">The simulated Google.</param>
    /// <param name="prepare">Gets the settings before Gcd starts, to fill its store.</param>
    /// <param name="variables">Settings of its own.</param>
    /// <param name="assembly">Another build's Gcd.dll; null for the one that was built along with this project.</param>
    public static async Task<GcdServer> StartAsync(
        SimulatedGoogle google,
        Action<IReadOnlyDictionary<string, string?>>? prepare = null,
        IReadOnlyDictionary<string, string?>? variables = null,
        string? assembly = null)
    {
        var folder = Directory.CreateTempSubdirectory("gcd-benchmark-");
        var port = ServerStart.FreePort();
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"));
        var oauthClient = google.AddClient(new Uri(address, "/oauth2callback").AbsoluteUri);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "credentials.json"), google.CredentialsOf(oauthClient).ToJsonString());
        var settings = GcdSettingsFor.Sandbox(google, folder.FullName, port, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        foreach (var name in ServerStart.RuntimeVariables())
        {
            settings[name] = null;
        }

        settings["ASPNETCORE_ENVIRONMENT"] = "Production";
        // All people sign in from this one address.
        settings["LIMIT_SIGN_INS"] = "0";
        foreach (var (name, value) in variables ?? new Dictionary<string, string?>())
        {
            settings[name] = value;
        }

        prepare?.Invoke(settings);
        var gcd = new GcdServer(folder, () => GcdProcess.Start(settings, folder.FullName, ShowTrouble, assembly is null ? null : ["dotnet", assembly]), address);
        await ServerStart.WaitAsync(new Uri(address, "/health/live"));
        return gcd;
    }

    /// <summary>Signs the person in, as a program does it.</summary>
    public async Task<string> TokenForAsync(SimulatedAccount account)
    {
        var started = JsonNode.Parse(await client.GetStringAsync($"/auth?login_hint={Uri.EscapeDataString(account.Email)}"))!;
        using var consent = await client.GetAsync(new Uri((string)started["authorization_url"]!));
        var finished = JsonNode.Parse(await client.GetStringAsync(consent.Headers.Location))!;
        return (string)finished["access_token"]!;
    }

    /// <summary>Stops it and starts it again.</summary>
    /// <returns>From the start of the process to its first answer.</returns>
    public async Task<TimeSpan> RestartAsync()
    {
        await process.DisposeAsync();
        var begun = Stopwatch.GetTimestamp();
        process = start();
        await ServerStart.WaitAsync(new Uri(Address, "/health/ready"));
        return Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>Ends it before its time; nothing can be asked any more.</summary>
    public Task StopAsync() => process.StopAsync();

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await process.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static void ShowTrouble(string line)
    {
        if (Trouble.Any(level => line.Contains(level, StringComparison.Ordinal)) || !line.StartsWith('{'))
        {
            Console.WriteLine($"gcd | {line}");
        }
    }
}
