using System.Net;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Me;

public sealed class MeTests
{
    [Fact]
    public async Task Me_tells_who_i_am_and_which_token_this_is()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        using var reply = await world.GetAsync("/me", token);
        var body = await reply.ReadJsonAsync();

        Assert.Equal(account.Email, (string)body["user_email"]!);
        Assert.True((bool)body["authenticated"]!);
        Assert.Matches("^token_[0-9a-f]{8}\\.pickle$", (string)body["token_file"]!);
        Assert.NotNull(body["token"]!["created_at"]);
        Assert.NotNull(body["token"]!["expires_at"]);
        Assert.NotNull(body["token"]!["last_used_at"]);
        Assert.Equal("no-store", reply.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("Digest secret", "Digest credentials", "secret")]
    [InlineData("token secret", "Token credentials", "secret")]
    // Whatever it is, it may be the token itself.
    [InlineData("gcd_secret", "does not begin with Bearer", "gcd_secret")]
    [InlineData("gcd_secret more", "does not begin with Bearer", "gcd_secret")]
    [InlineData("Bearer", "No Bearer token", "gcd_secret")]
    public async Task Who_sends_something_else_than_a_bearer_token_is_told_what_arrived_and_never_its_value(string authorization, string expected, string secret)
    {
        await using var world = await World.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/me");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var reply = await world.Client.SendAsync(request);
        var problem = await reply.AssertProblemAsync(HttpStatusCode.Unauthorized, "Authentication required");

        Assert.Contains(expected, (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer", (string)problem["solution"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Bearer realm=\"Gcd\", Basic realm=\"Gcd\", charset=\"UTF-8\"", reply.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_token_that_nobody_uses_for_ninety_days_ends()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        world.Time.Shift = TimeSpan.FromDays(89);
        using (var used = await world.GetAsync("/me", token))
        {
            Assert.Equal(HttpStatusCode.OK, used.StatusCode);
        }

        world.Time.Shift = TimeSpan.FromDays(89 + 89);
        using (var still = await world.GetAsync("/me", token))
        {
            Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        }

        world.Time.Shift = TimeSpan.FromDays(89 + 89 + 91);
        using var over = await world.GetAsync("/me", token);
        Assert.Equal(HttpStatusCode.Unauthorized, over.StatusCode);
    }

    [Fact]
    public async Task A_token_ends_after_a_year_however_much_it_is_used()
    {
        await using var world = await World.StartAsync(("ACCESS_TOKEN_IDLE_DAYS", "0"));
        var token = await world.SignInAsync(world.NewAccount());
        world.Time.Shift = TimeSpan.FromDays(364.9);
        using (var still = await world.GetAsync("/me", token))
        {
            Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        }

        world.Time.Shift = TimeSpan.FromDays(365.1);
        using var over = await world.GetAsync("/me", token);
        Assert.Equal(HttpStatusCode.Unauthorized, over.StatusCode);
    }

    [Fact]
    public async Task Zero_days_mean_for_ever()
    {
        await using var world = await World.StartAsync(("ACCESS_TOKEN_IDLE_DAYS", "0"), ("ACCESS_TOKEN_MAX_DAYS", "0"));
        var token = await world.SignInAsync(world.NewAccount());
        world.Time.Shift = TimeSpan.FromDays(3650);
        using var reply = await world.GetAsync("/me", token);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Null((await reply.ReadJsonAsync())["token"]!["expires_at"]);
    }
}
