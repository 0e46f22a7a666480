using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.OAuth;
using Gcd.Tests.Fixtures;
using Microsoft.AspNetCore.WebUtilities;

namespace Gcd.Tests.Sandbox;

/// <summary>Talks to the simulated Google alone, by Google's published contract and without Gcd.</summary>
internal sealed class GoogleCaller : IAsyncDisposable
{
    public const string RedirectUri = "http://localhost:9/oauth2callback";
    public const string Scopes = "https://www.googleapis.com/auth/contacts.readonly https://www.googleapis.com/auth/userinfo.email openid";

    private GoogleCaller(SimulatedGoogle google)
    {
        Google = google;
        OAuthClient = google.AddClient(RedirectUri);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = google.BaseAddress, Timeout = Patience.Limit };
    }

    public SimulatedGoogle Google { get; }

    public OAuthClient OAuthClient { get; }

    public HttpClient Client { get; }

    /// <summary>PKCE's secret, the same for every sign-in here.</summary>
    public string Verifier { get; } = new('v', 50);

    public static async Task<GoogleCaller> StartAsync(SimulatedGoogleOptions? options = null) => new(await SimulatedGoogle.StartAsync(options));

    public Dictionary<string, string?> AuthorizationQuery(SimulatedAccount account) => new()
    {
        ["client_id"] = OAuthClient.ClientId,
        ["redirect_uri"] = RedirectUri,
        ["response_type"] = "code",
        ["scope"] = Scopes,
        ["state"] = "a state",
        ["nonce"] = "a nonce",
        ["access_type"] = "offline",
        ["prompt"] = "consent",
        ["login_hint"] = account.Email,
        ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
        ["code_challenge_method"] = "S256",
    };

    public Task<HttpResponseMessage> AuthorizeAsync(Dictionary<string, string?> query) => Client.GetAsync(QueryHelpers.AddQueryString("/o/oauth2/v2/auth", query));

    public async Task<string> CodeAsync(SimulatedAccount account, params (string Name, string? Value)[] changed)
    {
        var query = AuthorizationQuery(account);
        foreach (var (name, value) in changed)
        {
            query[name] = value;
        }

        using var reply = await AuthorizeAsync(query);
        return QueryHelpers.ParseQuery(reply.Headers.Location!.Query)["code"]!;
    }

    public async Task<(int Status, JsonObject Body)> TokenAsync(params (string Name, string Value)[] fields)
    {
        var form = new Dictionary<string, string> { ["client_id"] = OAuthClient.ClientId, ["client_secret"] = OAuthClient.ClientSecret };
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }

        using var content = new FormUrlEncodedContent(form);
        using var reply = await Client.PostAsync("/token", content);
        return ((int)reply.StatusCode, JsonNode.Parse(await reply.Content.ReadAsStringAsync())!.AsObject());
    }

    public Task<(int Status, JsonObject Body)> ExchangeAsync(string code, string? verifier = null, string? redirectUri = null) =>
        TokenAsync(("grant_type", "authorization_code"), ("code", code), ("code_verifier", verifier ?? Verifier), ("redirect_uri", redirectUri ?? RedirectUri));

    public async Task<string> AccessTokenAsync(SimulatedAccount account) =>
        (string)(await ExchangeAsync(await CodeAsync(account))).Body["access_token"]!;

    public Task<(int Status, JsonObject Body, string Text)> ConnectionsAsync(string? accessToken, string query) => GetAsync(accessToken, $"/v1/people/me/connections{query}");

    public Task<(int Status, JsonObject Body, string Text)> ContactGroupsAsync(string? accessToken, string query = "") => GetAsync(accessToken, $"/v1/contactGroups{query}");

    /// <returns>The people of a list, page by page, and its sync token.</returns>
    public async Task<(List<JsonObject> People, string? SyncToken)> ReadAsync(string accessToken, string query, string? pageToken = null)
    {
        var people = new List<JsonObject>();
        var page = pageToken is null ? string.Empty : $"&pageToken={pageToken}";
        while (true)
        {
            var (status, body, text) = await ConnectionsAsync(accessToken, query + page);
            Assert.True(status == 200, text);
            Assert.Empty(PublishedSchema.Faults(body, "ListConnectionsResponse"));
            Assert.False(body["nextPageToken"] is not null && body["nextSyncToken"] is not null, "A sync token comes with the last page only.");
            people.AddRange((body["connections"]?.AsArray() ?? []).Select(person => person!.AsObject()));
            if (body["nextPageToken"] is not { } next)
            {
                return (people, (string?)body["nextSyncToken"]);
            }

            page = $"&pageToken={next}";
        }
    }

    public async Task<(int Status, JsonObject Body, string Text)> GetAsync(string? accessToken, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (accessToken is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        }

        using var reply = await Client.SendAsync(request);
        var text = await reply.Content.ReadAsStringAsync();
        return ((int)reply.StatusCode, JsonNode.Parse(text)!.AsObject(), text);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Google.DisposeAsync();
    }
}
