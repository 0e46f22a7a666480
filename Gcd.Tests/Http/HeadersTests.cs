using System.Net;
using System.Text;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Http;

/// <summary>The headers of every reply, whatever it says.</summary>
public sealed class HeadersTests
{
    private static readonly Dictionary<string, string> Everywhere = new()
    {
        ["X-Content-Type-Options"] = "nosniff",
        ["Referrer-Policy"] = "no-referrer",
        ["X-Frame-Options"] = "DENY",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
        ["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()",
        ["Content-Security-Policy"] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    };

    [Theory]
    [InlineData("GET", "/", 200)]
    [InlineData("GET", "/assets/gcd.css", 200)]
    [InlineData("OPTIONS", "/me", 204)]
    [InlineData("GET", "/download?format=xml", 400)]
    [InlineData("GET", "/me", 401)]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("DELETE", "/me", 405)]
    [InlineData("POST", "/oauth2callback", 413)]
    [InlineData("GET", "/health", 503)]
    [InlineData("GET", "/auth", 503)]
    public async Task Errors_carry_them_as_well(string method, string path, int status)
    {
        await using var world = await World.StartAsync();
        var token = path.StartsWith("/download", StringComparison.Ordinal) ? await world.SignInAsync(world.NewAccount()) : null;
        if (status == 503)
        {
            File.Delete(world.CredentialsPath);
        }

        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("Authorization", token is null ? null : $"Bearer {token}");
        if (status == 413)
        {
            request.Content = new StringContent($"code={new string('x', 70_000)}", Encoding.ASCII, "application/x-www-form-urlencoded");
        }

        using var reply = await world.Client.SendAsync(request);
        Assert.Equal(status, (int)reply.StatusCode);
        AssertHeaders(reply);
    }

    [Fact]
    public async Task A_file_that_did_not_change_carries_them_as_well()
    {
        await using var world = await World.StartAsync();
        using var first = await world.GetAsync("/assets/gcd.css");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/gcd.css") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var reply = await world.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, reply.StatusCode);
        AssertHeaders(reply);
    }

    [Fact]
    public async Task A_host_that_is_not_allowed_gets_them_as_well()
    {
        await using var world = await World.StartAsync(("ALLOWED_HOSTS", "contacts.example.com"));
        using var reply = await world.GetAsync("/");
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        AssertHeaders(reply);
    }

    [Theory]
    [InlineData("https", "127.0.0.0/8,::1", true)]
    [InlineData("http", "127.0.0.0/8,::1", false)]
    [InlineData("https", "192.0.2.1", false)]
    public async Task Over_https_as_a_trusted_proxy_tells_it_browsers_are_told_to_stay_there(string protocol, string trusted, bool isTold)
    {
        await using var world = await World.StartAsync(("TRUSTED_PROXIES", trusted));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", protocol);
        using var reply = await world.Client.SendAsync(request);
        Assert.Equal(isTold ? ["max-age=31536000; includeSubDomains"] : [], reply.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values : []);
    }

    private static void AssertHeaders(HttpResponseMessage reply)
    {
        Assert.All(Everywhere, header => Assert.Equal(header.Value, Assert.Single(reply.Headers.GetValues(header.Key))));
        Assert.Single(reply.Headers.GetValues("X-Request-Id"));
        Assert.False(reply.Headers.Contains("Server"));
        Assert.False(reply.Headers.Contains("X-Powered-By"));
    }
}
