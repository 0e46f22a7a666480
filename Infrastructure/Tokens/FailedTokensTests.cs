using System.Net;
using Gcd.Infrastructure.Crypto;
using Gcd.Tests.Fixtures;

namespace Gcd.Infrastructure.Tokens;

public sealed class FailedTokensTests
{
    private const string Here = "192.0.2.1";

    [Fact]
    public async Task Sixty_failed_tokens_a_minute_at_one_address_are_401_and_the_next_is_429()
    {
        await using var world = await World.StartAsync();
        for (var i = 0; i < 60; i++)
        {
            // Well-formed or not, and on any route.
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(world, i % 2 == 0 ? "/me" : "/download", i % 3 == 0 ? "gcd_x" : BearerToken.Create()));
        }

        using var refused = await world.GetFromAsync(Here, "/me", BearerToken.Create());
        await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "Too many requests with tokens that open nothing");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        using var elsewhere = await world.GetFromAsync("192.0.2.2", "/me", BearerToken.Create());
        Assert.Equal(HttpStatusCode.Unauthorized, elsewhere.StatusCode);
    }

    [Fact]
    public async Task A_valid_token_is_never_refused_because_others_failed_from_its_address()
    {
        await using var world = await World.StartAsync(("LIMIT_FAILED_TOKENS", "1"));
        var token = await world.SignInAsync(world.NewAccount());
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(i == 0 ? HttpStatusCode.Unauthorized : HttpStatusCode.TooManyRequests, await StatusAsync(world, "/me", BearerToken.Create()));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "/me", token));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "/download", token));
        }
    }

    [Fact]
    public async Task A_request_without_a_token_is_no_failed_one_and_0_means_no_limit()
    {
        await using var world = await World.StartAsync(("LIMIT_FAILED_TOKENS", "1"));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(world, "/me", token: null));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(world, "/me", "gcd_x"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(world, "/me", "gcd_x"));
        await world.RestartAsync(("LIMIT_FAILED_TOKENS", "0"));
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(world, "/me", "gcd_x"));
        }
    }

    [Fact]
    public async Task A_token_is_looked_up_only_where_one_is_asked_for()
    {
        await using var world = await World.StartAsync(("LIMIT_FAILED_TOKENS", "1"));
        var token = await world.SignInAsync(world.NewAccount());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "/me", token));
        // A look-up here would be written down, and the next use within the hour not.
        world.Time.Shift = TimeSpan.FromHours(2);
        foreach (var path in new[] { "/", "/auth", "/oauth2callback", "/health", "/health/live", "/health/ready", "/metrics", "/nowhere", "/token/revoke" })
        {
            using var known = await world.GetAsync(path, token);
            using var unknown = await world.GetAsync(path, BearerToken.Create());
            Assert.Equal(known.StatusCode, unknown.StatusCode);
        }

        world.Time.Shift = TimeSpan.FromHours(2.5);
        using var reply = await world.GetAsync("/me", token);
        var lastUsed = (DateTimeOffset)(await reply.ReadJsonAsync())["token"]!["last_used_at"]!;
        Assert.InRange(world.Time.GetUtcNow() - lastUsed, TimeSpan.Zero, TimeSpan.FromMinutes(10));
    }

    private static async Task<HttpStatusCode> StatusAsync(World world, string path, string? token)
    {
        using var reply = await world.GetFromAsync(Here, path, token);
        return reply.StatusCode;
    }
}
