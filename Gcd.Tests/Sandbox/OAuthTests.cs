using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Gcd.Tests.Sandbox;

public sealed class OAuthTests
{
    [Fact]
    public async Task A_code_counts_once_and_only_with_its_own_client_redirect_uri_and_verifier()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com");
        var code = await caller.CodeAsync(account);
        Assert.Equal(200, (await caller.ExchangeAsync(code)).Status);
        await RefusedAsync("invalid_grant", 400, caller.ExchangeAsync(code));
        await RefusedAsync("invalid_grant", 400, caller.ExchangeAsync(await caller.CodeAsync(account), verifier: new string('w', 50)));
        await RefusedAsync("redirect_uri_mismatch", 400, caller.ExchangeAsync(await caller.CodeAsync(account), redirectUri: "http://localhost:9/other"));
        await RefusedAsync("invalid_client", 401, caller.TokenAsync(("grant_type", "authorization_code"), ("client_secret", "wrong")));
        await RefusedAsync("invalid_client", 401, caller.TokenAsync(("grant_type", "authorization_code"), ("client_id", "unknown")));
        await RefusedAsync("unsupported_grant_type", 400, caller.TokenAsync(("grant_type", "password")));
    }

    [Fact]
    public async Task A_refresh_token_comes_with_the_first_consent_or_when_consent_is_asked_for()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com");
        async Task<bool> HasRefreshTokenAsync(string? prompt, string? access) =>
            (await caller.ExchangeAsync(await caller.CodeAsync(account, ("prompt", prompt), ("access_type", access)))).Body["refresh_token"] is not null;

        Assert.False(await HasRefreshTokenAsync("consent", "online"));
        Assert.False(await HasRefreshTokenAsync(null, "offline"));
        Assert.True(await HasRefreshTokenAsync("consent", "offline"));
        var second = caller.Google.Accounts.Add("b@example.com");
        Assert.NotNull((await caller.ExchangeAsync(await caller.CodeAsync(second, ("prompt", null)))).Body["refresh_token"]);
    }

    [Fact]
    public async Task Refreshing_gives_an_access_token_and_no_new_refresh_token()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var (_, first) = await caller.ExchangeAsync(await caller.CodeAsync(caller.Google.Accounts.Add("a@example.com")));
        var (status, refreshed) = await caller.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", (string)first["refresh_token"]!));
        Assert.Equal(200, status);
        Assert.NotEqual((string)first["access_token"]!, (string)refreshed["access_token"]!);
        Assert.Null(refreshed["refresh_token"]);
        Assert.Equal(3599, (int)refreshed["expires_in"]!);
    }

    [Fact]
    public async Task Revoking_ends_the_whole_grant()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var (_, first) = await caller.ExchangeAsync(await caller.CodeAsync(caller.Google.Accounts.Add("a@example.com")));
        using var form = new FormUrlEncodedContent([new("token", (string)first["access_token"]!)]);
        using var revoked = await caller.Client.PostAsync("/revoke", form);
        Assert.Equal(200, (int)revoked.StatusCode);
        await RefusedAsync("invalid_grant", 400, caller.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", (string)first["refresh_token"]!)));
        using var again = await caller.Client.PostAsync("/revoke?token=unknown", content: null);
        Assert.Equal(400, (int)again.StatusCode);
    }

    [Fact]
    public async Task The_hundred_and_first_refresh_token_kills_the_oldest()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com");
        var tokens = new List<string>();
        for (var i = 0; i < 101; i++)
        {
            tokens.Add((string)(await caller.ExchangeAsync(await caller.CodeAsync(account))).Body["refresh_token"]!);
        }

        await RefusedAsync("invalid_grant", 400, caller.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", tokens[0])));
        Assert.Equal(200, (await caller.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", tokens[1]))).Status);
    }

    [Fact]
    public async Task The_id_token_holds_against_the_published_keys()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com");
        var idToken = (string)(await caller.ExchangeAsync(await caller.CodeAsync(account))).Body["id_token"]!;
        var parts = idToken.Split('.');
        var header = Decode(parts[0]);
        var claims = Decode(parts[1]);
        var keys = JsonNode.Parse(await caller.Client.GetStringAsync(caller.Google.CertsEndpointAddress))!["keys"]!.AsArray();
        var key = keys.Single(entry => (string)entry!["kid"]! == (string)header["kid"]!)!;
        using var rsa = RSA.Create(new RSAParameters { Modulus = WebEncoders.Base64UrlDecode((string)key["n"]!), Exponent = WebEncoders.Base64UrlDecode((string)key["e"]!) });

        Assert.Equal("RS256", (string)header["alg"]!);
        Assert.True(rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), WebEncoders.Base64UrlDecode(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal("https://accounts.google.com", (string)claims["iss"]!);
        Assert.Equal(caller.OAuthClient.ClientId, (string)claims["aud"]!);
        Assert.Equal(account.Sub, (string)claims["sub"]!);
        Assert.Equal(21, account.Sub.Length);
        Assert.Equal(account.Email, (string)claims["email"]!);
        Assert.True((bool)claims["email_verified"]!);
        Assert.Equal("a nonce", (string)claims["nonce"]!);
    }

    [Theory]
    [InlineData("redirect_uri", "http://localhost:9/other", "redirect_uri_mismatch")]
    [InlineData("redirect_uri", "http://localhost:9/oauth2callback/", "redirect_uri_mismatch")]
    [InlineData("client_id", "unknown", "invalid_client")]
    [InlineData("scope", "https://www.googleapis.com/auth/nonsense", "invalid_scope")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    public async Task What_google_cannot_trust_is_an_error_page_and_never_a_redirect(string parameter, string value, string error)
    {
        await using var caller = await GoogleCaller.StartAsync();
        var query = caller.AuthorizationQuery(caller.Google.Accounts.Add("a@example.com"));
        query[parameter] = value;
        using var reply = await caller.AuthorizeAsync(query);
        Assert.Equal(400, (int)reply.StatusCode);
        Assert.Contains(error, await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("allow", true, "contacts.readonly")]
    [InlineData("allow", false, "userinfo.email openid")]
    [InlineData("refuse", true, "access_denied")]
    public async Task A_person_may_allow_untick_or_refuse(string decision, bool ticksContacts, string expected)
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("<b>@example.com");
        var query = caller.AuthorizationQuery(account);
        query.Remove("login_hint");
        using var page = await caller.AuthorizeAsync(query);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("&lt;b&gt;@example.com", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>@", html, StringComparison.Ordinal);

        var fields = new Dictionary<string, string> { ["request"] = QueryHelpers.AddQueryString(string.Empty, query), ["account"] = account.Email, ["decision"] = decision };
        if (ticksContacts)
        {
            fields["contacts"] = "on";
        }

        using var form = new FormUrlEncodedContent(fields);
        using var reply = await caller.Client.PostAsync("/sandbox/consent", form);
        var back = Uri.UnescapeDataString(reply.Headers.Location!.AbsoluteUri);
        Assert.StartsWith(GoogleCaller.RedirectUri, back, StringComparison.Ordinal);
        Assert.Contains("state=a state", back, StringComparison.Ordinal);
        Assert.Contains(expected, back, StringComparison.Ordinal);
        Assert.Equal(decision == "allow" && ticksContacts, back.Contains("contacts.readonly", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Contacts_need_a_token_with_the_contacts_scope()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com");
        var (_, missing) = Reason(await caller.ConnectionsAsync(null, "?personFields=names"));
        Assert.Equal("CREDENTIALS_MISSING", missing);
        var (status, unknown) = Reason(await caller.ConnectionsAsync("ya29.unknown", "?personFields=names"));
        Assert.Equal((401, "ACCESS_TOKEN_EXPIRED"), (status, unknown));
        caller.Google.Faults.UntickContacts();
        var (forbidden, scope) = Reason(await caller.ConnectionsAsync(await caller.AccessTokenAsync(account), "?personFields=names"));
        Assert.Equal((403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"), (forbidden, scope));
    }

    private static (int Status, string Reason) Reason((int Status, JsonObject Body, string Text) reply) =>
        (reply.Status, (string)reply.Body["error"]!["details"]![0]!["reason"]!);

    private static JsonObject Decode(string part) => JsonNode.Parse(WebEncoders.Base64UrlDecode(part))!.AsObject();

    private static async Task RefusedAsync(string error, int status, Task<(int Status, JsonObject Body)> reply)
    {
        var (actual, body) = await reply;
        Assert.Equal((status, error), (actual, (string)body["error"]!));
    }
}
