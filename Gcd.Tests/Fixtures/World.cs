using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using Gcd.Features.Download;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http.Limits;
using Gcd.Infrastructure.Tokens;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.OAuth;
using Gcd.Tests.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gcd.Tests.Fixtures;

/// <summary>A simulated Google, the real Gcd on real Kestrel with a real database file, and a client. Each test makes its own.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-test-");
    private readonly Dictionary<string, string> settings;
    // Two runs on one machine begin at different places.
    private static int lastPort = Random.Shared.Next();
    private WebApplication? gcd;
    private bool isCompressed;
    private TimeSpan longestStall = TimeSpan.FromSeconds(60);

    private World(SimulatedGoogle google, int port, Dictionary<string, string> extra)
    {
        Google = google;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"));
        settings = new Dictionary<string, string>
        {
            ["environment"] = "Production",
            ["GOOGLE_CREDENTIALS"] = CredentialsPath,
            ["GOOGLE_DATABASE"] = DatabasePath,
            ["GOOGLE_ENCRYPTION_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["GOOGLE_PEOPLE_ENDPOINT"] = google.BaseAddress.AbsoluteUri,
            ["GOOGLE_CERTS_ENDPOINT"] = google.CertsEndpointAddress.AbsoluteUri,
            ["GOOGLE_REVOKE_ENDPOINT"] = google.RevokeEndpointAddress.AbsoluteUri,
            ["HOST"] = "localhost",
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
            // Nobody has to notice that a test's Gcd stops; those of the drain set it.
            ["DRAIN_SECONDS"] = "0",
            // Tests sign in more people from one address than anybody else; those of the limit set it.
            ["LIMIT_SIGN_INS"] = "0",
        };
        foreach (var (name, value) in extra)
        {
            settings[name] = value;
        }

        OAuthClient = google.AddClient(settings.GetValueOrDefault("OAUTH_REDIRECT_URI") ?? new Uri(Address, "/oauth2callback").AbsoluteUri);
        var sockets = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ResponseDrainTimeout = TimeSpan.Zero };
        Client = new HttpClient(new DocumentedReplies(sockets, Address)) { BaseAddress = Address };
    }

    public SimulatedGoogle Google { get; }

    public OAuthClient OAuthClient { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <summary>Gcd's clock; tests move it.</summary>
    public ShiftedTime Time { get; } = new();

    /// <summary>Over how long limits by address count, from the next start on; null for the minute that everybody has.</summary>
    public TimeSpan? LimitWindow { get; set; }

    /// <summary>How long Gcd waits for one reply of Google's, from the next start on: longer than a test on a busy machine holds one back. Null for what everybody has.</summary>
    public TimeSpan? OneTryAtGoogle { get; set; } = TimeSpan.FromSeconds(45);

    public LogCapture Logs { get; } = new();

    public string Folder => folder.FullName;

    public string CredentialsPath => Path.Combine(Folder, "credentials.json");

    public string DatabasePath => Path.Combine(Folder, "google_contacts.db");

    public IServiceProvider Services => gcd!.Services;

    /// <summary>With Google's replies in gzip, as over a network.</summary>
    public static async Task<World> StartCompressedAsync()
    {
        var world = new World(await SimulatedGoogle.StartAsync(), FreePort(), []) { isCompressed = true };
        await world.WriteCredentialsAsync();
        await world.StartGcdAsync();
        return world;
    }

    /// <summary>Where a caller that takes nothing is broken off sooner; on a busy machine one that does read may seem to take nothing for seconds.</summary>
    public static async Task<World> StartImpatientAsync(TimeSpan longestStall, params (string Name, string Value)[] extra)
    {
        var world = new World(await SimulatedGoogle.StartAsync(), FreePort(), extra.ToDictionary(pair => pair.Name, pair => pair.Value)) { longestStall = longestStall };
        await world.WriteCredentialsAsync();
        await world.StartGcdAsync();
        return world;
    }

    public static async Task<World> StartAsync(params (string Name, string Value)[] extra)
    {
        var world = new World(await SimulatedGoogle.StartAsync(), FreePort(), extra.ToDictionary(pair => pair.Name, pair => pair.Value));
        await world.WriteCredentialsAsync();
        await world.StartGcdAsync();
        return world;
    }

    public Task WriteCredentialsAsync() => File.WriteAllTextAsync(CredentialsPath, Google.CredentialsOf(OAuthClient).ToJsonString());

    public async Task StartGcdAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            gcd = BuildGcd();
            try
            {
                await gcd.StartAsync();
                return;
            }
            catch (IOException taken) when (taken.InnerException is AddressInUseException && TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10))
            {
                // A child that another test has just forked may still hold the port that was closed here.
                await gcd.DisposeAsync();
                await Task.Delay(100);
            }
        }
    }

    public async Task StopGcdAsync()
    {
        await gcd!.DisposeAsync();
        gcd = null;
    }

    /// <summary>Stops Gcd and starts it again on the same files, with settings changed.</summary>
    public async Task RestartAsync(params (string Name, string Value)[] changed)
    {
        await gcd!.DisposeAsync();
        foreach (var (name, value) in changed)
        {
            settings[name] = value;
        }

        await StartGcdAsync();
    }

    /// <summary>An account of its own for a test.</summary>
    public SimulatedAccount NewAccount(int contacts = 3, string? canary = null) =>
        Google.Accounts.Add($"person-{Guid.NewGuid():N}@example.com", contacts, canary);

    /// <summary>The whole sign-in as a program does it.</summary>
    public async Task<string> SignInAsync(SimulatedAccount account)
    {
        using var reply = await FinishAsync(await ConsentAsync(account));
        Assert.True(reply.StatusCode == HttpStatusCode.OK, await reply.Content.ReadAsStringAsync());
        return (string)(await reply.ReadJsonAsync())["access_token"]!;
    }

    /// <summary>Starts a sign-in and gives consent; the address that Google sends the person back to.</summary>
    public async Task<Uri> ConsentAsync(SimulatedAccount account, Uri? authorization = null)
    {
        authorization ??= await StartSignInAsync(account);
        using var consent = await Client.GetAsync(authorization);
        return consent.Headers.Location ?? throw new InvalidOperationException(await consent.Content.ReadAsStringAsync());
    }

    public async Task<Uri> StartSignInAsync(SimulatedAccount account)
    {
        using var start = await Client.GetAsync($"/auth?login_hint={Uri.EscapeDataString(account.Email)}");
        return new Uri((string)(await start.ReadJsonAsync())["authorization_url"]!);
    }

    public Task<HttpResponseMessage> FinishAsync(Uri callback) => Client.GetAsync(callback);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, string? accept = null, string? cookie = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (cookie is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        }

        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>A request as a proxy on this machine hands it on, for a client at an address of the test's choice.</summary>
    public Task<HttpResponseMessage> GetFromAsync(string client, string path, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Forwarded-For", client } } };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? token = null, string? accept = null, string? cookie = null) =>
        SendAsync(HttpMethod.Get, path, token, accept, cookie);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (gcd is not null)
        {
            await gcd.DisposeAsync();
        }

        await Google.DisposeAsync();
        folder.Delete(recursive: true);
        // A request that Google does not know is a fault of Gcd, whatever the test looked at.
        Assert.Empty(Google.Requests.Unknown);
    }

    /// <summary>
    /// A port that nobody listens on, and that no other test gets. Below the range that systems take outgoing ports from
    /// (32768 and up on Linux): one of those can be taken by any connection before the test listens on it.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = 10_000 + (int)((uint)Interlocked.Increment(ref lastPort) % 22_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's; the next one.
            }
        }
    }

    private WebApplication BuildGcd() => Program.Build([.. settings.Select(pair => $"--{pair.Key}={pair.Value}")], builder =>
    {
        builder.Logging.ClearProviders().AddProvider(Logs);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton(new DownloadLimits(longestStall));
        if (LimitWindow is { } window)
        {
            builder.Services.AddSingleton(new LimitWindow(window));
        }

        builder.Services.AddSingleton(_ => new SharedGoogleHttp(isCompressed, Time));
        // The same tries, waiting less between them.
        builder.Services.AddSingleton(services => new GoogleRetry(Time, services.GetRequiredService<GoogleMetrics>(), firstWait: TimeSpan.FromMilliseconds(20), OneTryAtGoogle));
        // For the same reason as one try at Google.
        builder.Services.AddSingleton(services => new ExchangesInFlight(services.GetRequiredService<IUserLocks>()) { LongestWait = TimeSpan.FromMinutes(1) });
    });
}
