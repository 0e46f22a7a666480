using System.Net;
using Gcd.Tests.Fixtures;
using Microsoft.AspNetCore.WebUtilities;

namespace Gcd.Features.Auth;

public sealed class AuthTests
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Fact]
    public async Task Auth_answers_with_every_member_of_the_contract()
    {
        await using var world = await World.StartAsync();
        using var reply = await world.GetAsync("/auth");
        var body = await reply.ReadJsonAsync();
        var callback = new Uri(world.Address, "/oauth2callback").AbsoluteUri;

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("Visit this URL to authorize the application. Each user will get their own token.", (string)body["message"]!);
        Assert.Equal(callback, (string)body["redirect_uri_used"]!);
        Assert.Contains("Authorized redirect URIs", (string)body["instructions"]!, StringComparison.Ordinal);
        var help = body["troubleshooting"]!;
        Assert.Equal("https://console.cloud.google.com/apis/credentials", (string)help["google_cloud_console"]!);
        Assert.Equal(callback, (string)help["required_redirect_uri"]!);
        Assert.Equal(
            ["https://www.googleapis.com/auth/contacts.readonly", "https://www.googleapis.com/auth/userinfo.email", "openid"],
            help["oauth_scopes"]!.AsArray().Select(scope => (string)scope!));
        Assert.Equal("no-store", reply.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task The_authorization_url_asks_google_for_offline_access_consent_pkce_and_a_nonce()
    {
        await using var world = await World.StartAsync();
        using var reply = await world.GetAsync("/auth?login_hint=ada%40example.com");
        var body = await reply.ReadJsonAsync();
        var query = QueryHelpers.ParseQuery(new Uri((string)body["authorization_url"]!).Query);

        Assert.Equal("offline", query["access_type"]);
        Assert.Equal("consent", query["prompt"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal(43, query["code_challenge"].ToString().Length);
        Assert.True(query["nonce"].ToString().Length >= 20);
        Assert.Equal((string)body["state"]!, query["state"]);
        Assert.Equal("ada@example.com", query["login_hint"]);
        Assert.Equal("https://www.googleapis.com/auth/contacts.readonly https://www.googleapis.com/auth/userinfo.email openid", query["scope"]);
        Assert.Equal(new Uri(world.Address, "/oauth2callback").AbsoluteUri, query["redirect_uri"]);
    }

    [Fact]
    public async Task A_flood_on_auth_writes_nothing()
    {
        await using var world = await World.StartAsync();
        var before = new FileInfo(world.DatabasePath).Length;
        for (var i = 0; i < 500; i++)
        {
            using var reply = await world.GetAsync("/auth");
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }

        Assert.Equal(before, new FileInfo(world.DatabasePath).Length);
    }

    [Fact]
    public async Task The_host_header_changes_nothing()
    {
        await using var world = await World.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/auth");
        request.Headers.Host = "evil.example";
        using var reply = await world.Client.SendAsync(request);

        Assert.DoesNotContain("evil.example", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_gets_a_page_that_leads_to_google_by_a_link_and_a_cookie()
    {
        await using var world = await World.StartAsync();
        using var reply = await world.GetAsync("/auth", accept: Browser);
        var page = await reply.Content.ReadAsStringAsync();

        Assert.Equal("text/html", reply.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Continue to Google", page, StringComparison.Ordinal);
        var cookie = Assert.Single(reply.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Accept", reply.Headers.Vary);
    }

    [Fact]
    public async Task Over_https_the_cookie_is_secure_and_has_the_host_prefix()
    {
        await using var world = await World.StartAsync(("OAUTH_REDIRECT_URI", "https://contacts.example.com/oauth2callback"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/auth");
        request.Headers.TryAddWithoutValidation("Accept", Browser);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", "contacts.example.com");
        using var reply = await world.Client.SendAsync(request);

        var cookie = Assert.Single(reply.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.True(reply.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_browser_at_another_origin_is_led_to_the_right_one_once()
    {
        await using var world = await World.StartAsync();
        var other = new Uri($"http://127.0.0.1:{world.Address.Port}");
        using var reply = await world.GetAsync(new Uri(other, "/auth?login_hint=a%40b.example").AbsoluteUri, accept: Browser);

        Assert.Equal(HttpStatusCode.Redirect, reply.StatusCode);
        Assert.Equal(new Uri(world.Address, "/auth?redirected=1&login_hint=a@b.example"), reply.Headers.Location);
        Assert.False(reply.Headers.Contains("Set-Cookie"));

        // A proxy that hides the public origin must not send it in circles.
        using var again = await world.GetAsync(new Uri(other, "/auth?redirected=1").AbsoluteUri, accept: Browser);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task A_missing_credentials_file_is_503_until_it_is_there_and_needs_no_restart()
    {
        await using var world = await World.StartAsync();
        File.Delete(world.CredentialsPath);
        using (var reply = await world.GetAsync("/auth"))
        {
            var problem = await reply.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "Credentials file not found");
            Assert.Contains("GOOGLE_CREDENTIALS", (string)problem["solution"]!, StringComparison.Ordinal);
        }

        await world.WriteCredentialsAsync();
        using var healed = await world.GetAsync("/auth");
        Assert.Equal(HttpStatusCode.OK, healed.StatusCode);
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("""{"installed":{"client_id":"a","client_secret":"b"}}""", "installed")]
    [InlineData("""{"web":{"client_id":"a"}}""", "client_secret")]
    [InlineData("""{"web":{"client_id":"a","client_secret":"b","auth_uri":"http://evil.example/","token_uri":"https://t.example/"}}""", "auth_uri")]
    [InlineData("[]", "not valid JSON")]
    public async Task A_credentials_file_that_cannot_serve_is_503_and_says_why(string content, string expected)
    {
        await using var world = await World.StartAsync();
        await File.WriteAllTextAsync(world.CredentialsPath, content);
        using var reply = await world.GetAsync("/auth");
        var problem = await reply.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "The credentials file");
        Assert.Contains(expected, (string)problem["solution"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Folder, problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_hint_that_is_no_address_is_refused()
    {
        await using var world = await World.StartAsync();
        using var reply = await world.GetAsync("/auth?login_hint=a&login_hint=b");
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "Invalid login_hint");
    }
}
