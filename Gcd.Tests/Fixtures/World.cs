using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http.Limits;
using Gcd.Infrastructure.Tokens;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.OAuth;
using Gcd.Tests.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gcd.Tests.Fixtures;

/// <summary>A simulated Google, the real Gcd on real Kestrel with a real database file, and a client. Each test makes its own.</summary>
internal sealed class World : IAsyncDisposable
{
    /// <summary>For how long Gcd waits for a caller that takes nothing. No other limit is as long, so it can be ended by itself.</summary>
    public static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(61);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-test-");
    private readonly Dictionary<string, string> settings;
    private readonly ReservedPort port;
    private WebApplication? gcd;
    private bool isCompressed;
    private bool isTwin;

    private World(SimulatedGoogle google, ShiftedTime googleTime, Dictionary<string, string> extra)
    {
        Google = google;
        GoogleTime = googleTime;
        port = ReservedPort.Choose();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port.Number}"));
        settings = new Dictionary<string, string>
        {
            ["environment"] = "Production",
            // Not the folder of the tests: its many subfolders would be watched for a settings' file.
            ["contentRoot"] = Folder,
            ["GOOGLE_CREDENTIALS"] = CredentialsPath,
            ["GOOGLE_DATABASE"] = DatabasePath,
            ["GOOGLE_ENCRYPTION_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["GOOGLE_PEOPLE_ENDPOINT"] = google.BaseAddress.AbsoluteUri,
            ["GOOGLE_CERTS_ENDPOINT"] = google.CertsEndpointAddress.AbsoluteUri,
            ["GOOGLE_REVOKE_ENDPOINT"] = google.RevokeEndpointAddress.AbsoluteUri,
            ["GOOGLE_USERINFO_ENDPOINT"] = google.UserInfoEndpointAddress.AbsoluteUri,
            ["HOST"] = "localhost",
            ["PORT"] = port.Number.ToString(CultureInfo.InvariantCulture),
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
        Client = new HttpClient(new DocumentedReplies(sockets, Address, Logs)) { BaseAddress = Address, Timeout = Patience.Limit };
    }

    public SimulatedGoogle Google { get; }

    public OAuthClient OAuthClient { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <summary>Gcd's clock; tests move it.</summary>
    public ShiftedTime Time { get; } = new();

    public ShiftedTime GoogleTime { get; }

    /// <summary>The clock of the limits by address: no window ends while a test is busy.</summary>
    public StandingTime LimitTime { get; } = new();

    public LogCapture Logs { get; } = new();

    public string Folder => folder.FullName;

    public string CredentialsPath => Path.Combine(Folder, "credentials.json");

    public string DatabasePath => Path.Combine(Folder, "google_contacts.db");

    public IServiceProvider Services => gcd!.Services;

    /// <summary>With Google's replies in gzip, as over a network.</summary>
    public static async Task<World> StartCompressedAsync()
    {
        var world = await CreateAsync([]);
        world.isCompressed = true;
        await world.StartGcdAsync();
        return world;
    }

    public static async Task<World> StartAsync(params (string Name, string Value)[] extra)
    {
        var world = await CreateAsync(extra);
        await world.StartGcdAsync();
        return world;
    }

    /// <summary>Another instance on the same store, with the same Google and the same redirect URI, as behind a load balancer.</summary>
    public async Task<World> StartTwinAsync()
    {
        var shared = new Dictionary<string, string>(settings) { ["OAUTH_REDIRECT_URI"] = OAuthClient.RedirectUris.Single() };
        shared.Remove("PORT");
        var twin = new World(Google, GoogleTime, shared) { isTwin = true };
        await twin.StartGcdAsync();
        return twin;
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
            catch (IOException taken) when (taken.InnerException is AddressInUseException && TimeProvider.System.GetElapsedTime(started) < Patience.Limit)
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
        Assert.True(reply.StatusCode == HttpStatusCode.OK, $"{await reply.Content.ReadAsStringAsync()}\n{Replies.ErrorsBehind(reply)}");
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

        port.Dispose();
        folder.Delete(recursive: true);
        await (isTwin ? ValueTask.CompletedTask : Google.DisposeAsync());
        // A request that Google does not know is a fault of Gcd, whatever the test looked at.
        Assert.Empty(Google.Requests.Unknown);
    }

    /// <summary>A port for what a test starts beside Gcd.</summary>
    public static int FreePort() => ReservedPort.ChooseForTheRun();

    private static async Task<World> CreateAsync((string Name, string Value)[] extra)
    {
        var time = new ShiftedTime();
        var google = await SimulatedGoogle.StartAsync(new SimulatedGoogleOptions { Time = time });
        var world = new World(google, time, extra.ToDictionary(pair => pair.Name, pair => pair.Value));
        await world.WriteCredentialsAsync();
        return world;
    }

    private WebApplication BuildGcd() => Program.Build([.. settings.Select(pair => $"--{pair.Key}={pair.Value}")], builder =>
    {
        builder.Logging.ClearProviders().AddProvider(Logs);
        // Kestrel keeps to the real clock; a busy machine may take long to read what came.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.RequestHeadersTimeout = Patience.Limit);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton(new DownloadLimits(LongestStall, LongestWait: TimeSpan.Zero, LongestTurn: Patience.Limit));
        builder.Services.AddSingleton(new LimitWindow(TimeSpan.FromMinutes(1), LimitTime));
        // Sockets keep to the real clock; a busy machine may take long to accept.
        builder.Services.AddSingleton(_ => new SharedGoogleHttp(isCompressed, Time, Timeout.InfiniteTimeSpan));
        // The same tries, waiting less between them.
        builder.Services.AddSingleton(services => new GoogleRetry(Time, services.GetRequiredService<GoogleMetrics>(), new GoogleBackOff(firstWait: TimeSpan.FromMilliseconds(20), quotaWait: TimeSpan.FromMilliseconds(20))));
        // As with the limits that keep to the clock: no busy machine runs out of it.
        builder.Services.AddSingleton(services => new ExchangesInFlight(services.GetRequiredService<IUserLocks>()) { LongestWait = Patience.Limit });
    });
}
