using System.Net;
using Gcd.Infrastructure.Tokens;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gcd.Features.Revoke;

public sealed class RevokeTests
{
    [Fact]
    public async Task Revoking_ends_that_one_token_and_leaves_the_others()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var first = await world.SignInAsync(account);
        var second = await world.SignInAsync(account);
        using var reply = await world.SendAsync(HttpMethod.Post, "/token/revoke", first);
        var body = await reply.ReadJsonAsync();

        Assert.Equal("success", (string)body["status"]!);
        Assert.Equal($"Access token revoked for user: {account.Email}", (string)body["message"]!);
        using var dead = await world.GetAsync("/me", first);
        Assert.Equal(HttpStatusCode.Unauthorized, dead.StatusCode);
        using var alive = await world.GetAsync("/download", second);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal(0, world.Google.Requests[GoogleOperation.Revoke]);
    }

    [Fact]
    public async Task A_download_whose_token_is_revoked_in_the_middle_is_broken_off()
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "2"), ("LIMIT_DOWNLOADS_PER_USER", "0"));
        var account = world.NewAccount(contacts: 6);
        var (revoked, other) = (await world.SignInAsync(account), await world.SignInAsync(account));
        var gate = new TaskCompletionSource();
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 2, Until = gate.Task, Times = 2 });
        using var running = await world.GetAsync("/download", revoked);
        using var beside = await world.GetAsync("/download", other);
        using (var end = await world.SendAsync(HttpMethod.Post, "/token/revoke", revoked))
        {
            Assert.Equal(HttpStatusCode.OK, end.StatusCode);
        }

        gate.SetResult();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => running.Content.ReadAsStringAsync());
        using var whole = await world.GetAsync("/download", other);
        Assert.Equal(await whole.Content.ReadAsStringAsync(), await beside.Content.ReadAsStringAsync());
        Assert.Contains(world.Logs.Lines, line => line.Contains("DownloadAbandoned", StringComparison.Ordinal) && line.EndsWith("its token was revoked ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_the_last_token_the_credentials_go_and_google_ends_the_grant()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        using var reply = await world.SendAsync(HttpMethod.Post, "/token/revoke", token);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Revoke]);
        Assert.Equal(0, world.Google.Grants.CountRefreshTokens(account));
        using var health = await world.GetAsync("/health");
        Assert.Equal(0, (int)(await health.ReadJsonAsync())["authenticated_users"]!);
    }

    [Fact]
    public async Task Revoking_works_while_google_is_out_of_reach()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Revoke, Reset = true });
        using var reply = await world.SendAsync(HttpMethod.Post, "/token/revoke", token);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        using var me = await world.GetAsync("/me", token);
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
    }

    [Fact]
    public async Task A_sign_in_at_the_moment_of_the_last_revocation_is_not_lost()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var last = await world.SignInAsync(account);
        var callback = await world.ConsentAsync(account);
        var gate = new TaskCompletionSource();
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Exchange, HoldReplyUntil = gate.Task });
        var signIn = world.FinishAsync(callback);
        await Eventually.TrueAsync(() => Task.FromResult(world.Google.Faults.Waiting == 0 && world.Google.Requests[GoogleOperation.Exchange] == 2));
        var revoke = world.SendAsync(HttpMethod.Post, "/token/revoke", last);
        await Eventually.TrueAsync(async () =>
        {
            using var health = await world.GetAsync("/health");
            return (int)(await health.ReadJsonAsync())["authenticated_users"]! == 0;
        });
        gate.SetResult();
        using var revoked = await revoke;
        using var signedIn = await signIn;

        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        var token = (string)(await signedIn.ReadJsonAsync())["access_token"]!;
        world.Time.Shift = TimeSpan.FromHours(2);
        using var download = await world.GetAsync("/download", token);
        Assert.Equal(HttpStatusCode.OK, download.StatusCode);
        Assert.Equal(0, world.Google.Requests[GoogleOperation.Revoke]);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_revoked()
    {
        await using var world = await World.StartAsync();
        using var reply = await world.SendAsync(HttpMethod.Post, "/token/revoke");
        await reply.AssertProblemAsync(HttpStatusCode.Unauthorized, "Authentication required");
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("false", 0)]
    public async Task With_the_last_expired_token_the_credentials_go_and_google_is_asked_to_revoke_unless_that_is_switched_off(string revokes, int asked)
    {
        await using var world = await World.StartAsync(("REVOKE_ON_PURGE", revokes));
        var account = world.NewAccount();
        await world.SignInAsync(account);
        world.Time.Shift = TimeSpan.FromDays(366);
        await world.Services.GetServices<IHostedService>().OfType<ExpiryPurge>().Single().PurgeAsync(CancellationToken.None);

        Assert.Equal(asked, world.Google.Requests[GoogleOperation.Revoke]);
        Assert.Equal(default(StoreCounts), world.Services.GetRequiredService<ITokenStore>().Counts);
    }
}
