using System.Net;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Instances;

/// <summary>What must hold when several instances serve the same people.</summary>
public sealed class TwoInstancesTests(SharedInstances shared) : IClassFixture<SharedInstances>
{
    [SkippableFact]
    public async Task Whoever_the_operator_removes_is_gone_on_every_instance_and_google_is_told()
    {
        var instances = await shared.GetAsync();
        var account = instances.NewAccount();
        var token = await InstancesUnderTest.SignInAsync(instances.One, account);
        Assert.Equal(HttpStatusCode.OK, await instances.Two.StatusAsync("/me", token));

        var (exitCode, output) = await instances.RunCommandAsync(["revoke", "--user", account.Email]);

        Assert.True(exitCode == 0, output);
        Assert.Equal(HttpStatusCode.Unauthorized, await instances.One.StatusAsync("/me", token));
        Assert.Equal(HttpStatusCode.Unauthorized, await instances.Two.StatusAsync("/me", token));
        Assert.Equal(1, instances.Google.Requests[GoogleOperation.Revoke]);
    }

    [SkippableFact]
    public async Task A_flow_that_began_on_one_instance_ends_on_another_and_the_token_works_on_both()
    {
        var instances = await shared.GetAsync();

        var token = await InstancesUnderTest.SignInAsync(instances.One, instances.Two, instances.NewAccount());

        Assert.Equal(HttpStatusCode.OK, await instances.One.StatusAsync("/me", token));
        Assert.Equal(HttpStatusCode.OK, await instances.Two.StatusAsync("/download", token));
    }

    [SkippableFact]
    public async Task Of_100_callbacks_with_one_state_over_both_instances_one_gets_a_token()
    {
        var instances = await shared.GetAsync();
        var callback = await InstancesUnderTest.ConsentAsync(instances.One, instances.NewAccount());

        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? instances.One : instances.Two).GetAsync(callback)));

        Assert.Equal(
            [(HttpStatusCode.OK, 1), (HttpStatusCode.BadRequest, 99)],
            replies.CountBy(reply => reply.StatusCode).OrderBy(count => count.Key).Select(count => (count.Key, count.Value)));
        Assert.Equal(1, instances.Google.Requests[GoogleOperation.Exchange]);
    }

    [SkippableFact]
    public async Task A_token_that_is_revoked_on_one_instance_is_dead_on_the_other_at_once()
    {
        var instances = await shared.GetAsync();
        var token = await InstancesUnderTest.SignInAsync(instances.One, instances.NewAccount());
        Assert.Equal(HttpStatusCode.OK, await instances.Two.StatusAsync("/me", token));

        using var revoked = await instances.One.SendAsync(HttpMethod.Post, "/token/revoke", token);

        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await instances.Two.StatusAsync("/me", token));
    }

    [SkippableFact]
    public async Task Two_instances_that_need_to_refresh_the_same_user_ask_Google_once()
    {
        var instances = await shared.GetAsync();
        var account = instances.NewAccount();
        var token = await InstancesUnderTest.SignInAsync(instances.One, account);
        instances.Google.Grants.RejectAccessTokens(account);
        // Long enough for both to be asking at the same time, as a rule; it must hold if they are not.
        instances.Google.Faults.Add(new Fault { Operation = GoogleOperation.Refresh, Delay = TimeSpan.FromSeconds(1) });

        var statuses = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => (i % 2 == 0 ? instances.One : instances.Two).StatusAsync("/download", token)));

        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(1, instances.Google.Requests[GoogleOperation.Refresh]);
    }

    [SkippableFact]
    public async Task When_the_instance_that_refreshes_dies_the_other_goes_on_after_the_lease()
    {
        var instances = await shared.GetAsync();
        var account = instances.NewAccount();
        var token = await InstancesUnderTest.SignInAsync(instances.One, account);
        instances.Google.Grants.RejectAccessTokens(account);
        // All of Gcd's tries: on a slow machine it may be at the second one before it dies.
        const int AllTries = 4;
        var neverAnswered = new Fault { Operation = GoogleOperation.Refresh, Until = new TaskCompletionSource().Task, Times = AllTries };
        instances.Google.Faults.Add(neverAnswered);
        var lost = instances.One.StatusAsync("/download", token);
        await Eventually.TrueAsync(() => Task.FromResult(neverAnswered.Times < AllTries));

        await instances.One.KillAsync();
        instances.Google.Faults.Clear();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lost);
        Assert.Equal(HttpStatusCode.OK, await instances.Two.StatusAsync("/download", token));
    }

    [SkippableFact]
    public async Task A_grant_that_Google_calls_dead_is_asked_for_once_by_all_instances_together()
    {
        var instances = await shared.GetAsync();
        var account = instances.NewAccount();
        var token = await InstancesUnderTest.SignInAsync(instances.One, account);
        instances.Google.Grants.Revoke(account, instances.OAuthClient.ClientId);

        foreach (var instance in new[] { instances.One, instances.Two, instances.One, instances.Two })
        {
            using var reply = await instance.GetAsync("/download", token);
            await reply.AssertProblemAsync(HttpStatusCode.Unauthorized, "Google no longer accepts");
        }

        Assert.Equal(1, instances.Google.Requests[GoogleOperation.Refresh]);
    }

    /// <summary>In this process, where a revocation waits for an exchange as long as the test takes. The real one waits five seconds, and a busy machine may need more.</summary>
    [SkippableFact]
    public async Task A_sign_in_on_one_instance_at_the_moment_of_the_last_revocation_on_the_other_is_not_lost()
    {
        var database = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        await using var one = await World.StartAsync(("TOKEN_STORE", "postgres"), ("POSTGRES_CONNECTION", database));
        await using var two = await one.StartTwinAsync();
        var account = one.NewAccount();
        var last = await one.SignInAsync(account);
        var callback = await two.ConsentAsync(account);
        one.Google.Requests.Reset();
        var gate = new TaskCompletionSource();
        one.Google.Faults.Add(new Fault { Operation = GoogleOperation.Exchange, HoldReplyUntil = gate.Task });
        var signIn = two.GetAsync(callback.PathAndQuery);
        await Eventually.TrueAsync(() => one.Google.Faults.Waiting == 0 && one.Google.Requests[GoogleOperation.Exchange] == 1);

        var revoke = one.SendAsync(HttpMethod.Post, "/token/revoke", last);
        await Eventually.TrueAsync(async () =>
        {
            using var me = await two.GetAsync("/me", last);
            return me.StatusCode == HttpStatusCode.Unauthorized;
        });
        gate.SetResult();
        using var revoked = await revoke;
        using var signedIn = await signIn;

        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        Assert.True(signedIn.StatusCode == HttpStatusCode.OK, await signedIn.Content.ReadAsStringAsync());
        var token = (string)(await signedIn.ReadJsonAsync())["access_token"]!;
        using var download = await one.GetAsync("/download", token);
        Assert.Equal(HttpStatusCode.OK, download.StatusCode);
        Assert.Equal(0, one.Google.Requests[GoogleOperation.Revoke]);
    }

    [SkippableFact]
    public async Task A_sign_in_on_one_instance_and_the_last_revocation_on_the_other_at_once_leave_a_token_that_works_or_none()
    {
        var instances = await shared.GetAsync();
        for (var round = 0; round < 5; round++)
        {
            var account = instances.NewAccount();
            var first = await InstancesUnderTest.SignInAsync(instances.One, account);
            var callback = await InstancesUnderTest.ConsentAsync(instances.Two, account);

            var signIn = instances.Two.GetAsync(callback);
            using var revoked = await instances.One.SendAsync(HttpMethod.Post, "/token/revoke", first);
            using var reply = await signIn;

            Assert.True(reply.StatusCode == HttpStatusCode.OK, await reply.Content.ReadAsStringAsync());
            var second = (string)(await reply.ReadJsonAsync())["access_token"]!;
            Assert.Equal(HttpStatusCode.OK, await instances.One.StatusAsync("/me", second));
            Assert.Equal(HttpStatusCode.Unauthorized, await instances.Two.StatusAsync("/me", first));
        }
    }
}
