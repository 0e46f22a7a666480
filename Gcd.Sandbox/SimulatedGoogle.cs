using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Editing;
using Gcd.Sandbox.Faults;
using Gcd.Sandbox.OAuth;
using Gcd.Sandbox.People;

namespace Gcd.Sandbox;

/// <summary>A Google on loopback: OAuth 2.0, signing keys, revocation and the People API, as Google publishes them.</summary>
internal sealed class SimulatedGoogle : IAsyncDisposable
{
    private readonly WebApplication app;

    private SimulatedGoogle(SimulatedGoogleOptions options)
    {
        Options = options;
        Time = options.Time;
        Grants = new GrantBook(Time);
        Accounts = new AccountBook(Time);
        Quotas = new Quotas(Time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, options.Port);
            // Google takes two hundred resource names in one address.
            kestrel.Limits.MaxRequestLineSize = 16 * 1024;
            // A slow reader on Gcd's side is part of what tests look at.
            kestrel.Limits.MinResponseDataRate = null;
        });
        app = builder.Build();
        app.UseFaults(this);
        AuthorizationEndpoint.Map(app, this);
        TokenEndpoint.Map(app, this);
        CertsEndpoint.Map(app, this);
        RevocationEndpoint.Map(app, this);
        UserInfoEndpoint.Map(app, this);
        ConnectionsEndpoint.Map(app, this);
        PersonEndpoint.Map(app, this);
        BatchGetEndpoint.Map(app, this);
        ContactGroupsEndpoint.Map(app, this);
        EditEndpoints.Map(app, this);
        app.MapFallback(RefuseUnknownAsync);
    }

    public SimulatedGoogleOptions Options { get; }

    public TimeProvider Time { get; }

    public Uri BaseAddress => new(app.Urls.First());

    public Uri CertsEndpointAddress => new(BaseAddress, "/oauth2/v3/certs");

    public Uri RevokeEndpointAddress => new(BaseAddress, "/revoke");

    public Uri UserInfoEndpointAddress => new(BaseAddress, "/v1/userinfo");

    public AccountBook Accounts { get; }

    public FaultBook Faults { get; } = new();

    public GrantBook Grants { get; }

    public PageMaker Pages { get; } = new();

    public Quotas Quotas { get; }

    /// <summary>Google answers 400; by its documents of 2021 it was 410.</summary>
    public int ExpiredSyncTokenStatus { get; set; } = StatusCodes.Status400BadRequest;

    public GroupCounts GroupCounts { get; } = new();

    public RequestLog Requests { get; } = new();

    public IdTokenSigner Signer { get; } = new();

    public List<OAuthClient> Clients { get; } = [];

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatedGoogle> StartAsync(SimulatedGoogleOptions? options = null, CancellationToken ct = default)
    {
        var google = new SimulatedGoogle(options ?? new SimulatedGoogleOptions());
        await google.app.StartAsync(ct);
        return google;
    }

    /// <summary>Registers a client.</summary>
    public OAuthClient AddClient(string redirectUri)
    {
        var client = new OAuthClient
        {
            ClientId = $"{1000 + Clients.Count}-sandbox.apps.googleusercontent.com",
            ClientSecret = $"GOCSPX-{Guid.NewGuid():N}",
            RedirectUris = new HashSet<string>(StringComparer.Ordinal) { redirectUri },
        };
        Clients.Add(client);
        return client;
    }

    /// <summary>What Google's console hands out for a client.</summary>
    public JsonObject CredentialsOf(OAuthClient client) => new()
    {
        ["web"] = new JsonObject
        {
            ["client_id"] = client.ClientId,
            ["project_id"] = "sandbox",
            ["auth_uri"] = new Uri(BaseAddress, "/o/oauth2/auth").AbsoluteUri,
            ["token_uri"] = new Uri(BaseAddress, "/token").AbsoluteUri,
            ["auth_provider_x509_cert_url"] = "https://www.googleapis.com/oauth2/v1/certs",
            ["client_secret"] = client.ClientSecret,
            ["redirect_uris"] = new JsonArray([.. client.RedirectUris.Select(uri => (JsonNode)uri)]),
        },
    };

    /// <summary>Answers a request that this Google does not know, and remembers it.</summary>
    public Task RefuseUnknownAsync(HttpContext context)
    {
        Requests.Unknown.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        context.Response.StatusCode = StatusCodes.Status501NotImplemented;
        return context.Response.WriteAsync("The simulated Google has no such route.");
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Signer.Dispose();
    }
}
