using System.Globalization;
using System.Net;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using Npgsql;

namespace Gcd.Tests.Instances;

public sealed class DatabaseAwayTests(SharedInstances shared) : IClassFixture<SharedInstances>
{
    [SkippableFact]
    public async Task A_PostgreSQL_that_was_stopped_or_killed_is_503_meanwhile_and_nothing_is_lost()
    {
        await using var server = await PostgresServer.StartAsync(isDurable: true);
        await using var instances = await InstancesUnderTest.StartAsync(server);
        var token = await InstancesUnderTest.SignInAsync(instances.One, instances.NewAccount());

        foreach (var end in new Func<Task>[] { server.StopAsync, server.KillAsync })
        {
            await end();
            // After a kill a connection may take one more query.
            await Eventually.TrueAsync(async () => await instances.One.StatusAsync("/me", token) == HttpStatusCode.ServiceUnavailable);

            using var me = await instances.One.GetAsync("/me", token);
            await me.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "The token store is not available");
            Assert.NotNull(me.Headers.RetryAfter);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await instances.One.StatusAsync("/health/ready"));
            Assert.Equal(HttpStatusCode.OK, await instances.One.StatusAsync("/health/live"));
            Assert.Equal(HttpStatusCode.OK, await instances.One.StatusAsync("/"));
            Assert.Equal(HttpStatusCode.OK, await instances.One.StatusAsync("/metrics"));

            await server.StartAgainAsync();

            foreach (var instance in new[] { instances.One, instances.Two })
            {
                await Eventually.TrueAsync(async () => await instance.StatusAsync("/me", token) == HttpStatusCode.OK);
            }
        }

        var another = await InstancesUnderTest.SignInAsync(instances.Two, instances.NewAccount());
        Assert.Equal(HttpStatusCode.OK, await instances.One.StatusAsync("/download", another));
    }

    [SkippableTheory]
    [InlineData("ALTER DATABASE \"{0}\" RENAME TO \"{0}-away\"", "ALTER DATABASE \"{0}-away\" RENAME TO \"{0}\"")]
    [InlineData("ALTER DATABASE \"{0}\" ALLOW_CONNECTIONS false", "ALTER DATABASE \"{0}\" ALLOW_CONNECTIONS true")]
    public async Task A_database_that_lets_nobody_in_is_503_until_it_does(string away, string back)
    {
        var server = await PostgresServer.SharedAsync();
        var instances = await shared.GetAsync();
        var token = await InstancesUnderTest.SignInAsync(instances.One, instances.NewAccount());
        var name = new NpgsqlConnectionStringBuilder(instances.Connection).Database!;

        // An instance opens a new connection whenever it can, and one that is open holds up the renaming.
        await Eventually.TrueAsync(async () =>
        {
            await server.RunAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
            return await server.TryRunAsync(string.Format(CultureInfo.InvariantCulture, away, name));
        });
        await server.RunAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");

        using var me = await instances.One.GetAsync("/me", token);
        await me.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "The token store is not available");
        using var health = await instances.One.GetAsync("/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("unhealthy", (string)(await health.ReadJsonAsync())["status"]!);

        Assert.True(await server.TryRunAsync(string.Format(CultureInfo.InvariantCulture, back, name)));
        await Eventually.TrueAsync(async () => await instances.One.StatusAsync("/me", token) == HttpStatusCode.OK);
    }

    /// <summary>In this process, where exchanges that are under way are waited for as long as it takes to kill the server.</summary>
    [SkippableFact]
    public async Task A_revocation_has_succeeded_when_the_database_goes_away_after_the_token_is_gone()
    {
        await using var server = await PostgresServer.StartAsync(isDurable: true);
        await using var world = await World.StartAsync(("TOKEN_STORE", "postgres"), ("POSTGRES_CONNECTION", await server.NewDatabaseAsync()));
        var last = await world.SignInAsync(world.NewAccount());
        var callback = await world.ConsentAsync(world.NewAccount());
        var gate = new TaskCompletionSource();
        var held = new Fault { Operation = GoogleOperation.Exchange, HoldReplyUntil = gate.Task };
        world.Google.Faults.Add(held);
        var signIn = world.FinishAsync(callback);
        await Eventually.TrueAsync(() => held.Times == 0);

        var revoke = world.SendAsync(HttpMethod.Post, "/token/revoke", last);
        await Eventually.TrueAsync(async () =>
        {
            using var me = await world.GetAsync("/me", last);
            return me.StatusCode == HttpStatusCode.Unauthorized;
        });
        await server.KillAsync();
        // What the revocation waits for goes on, and finds no database either.
        gate.SetResult();

        using var revoked = await revoke;
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        (await signIn).Dispose();
        Assert.Equal(0, world.Google.Requests[GoogleOperation.Revoke]);
        await Eventually.TrueAsync(() => world.Logs.Text.Contains("Google was not asked to revoke it", StringComparison.Ordinal));
    }

    /// <summary>In this process as well, where a code has as long as it takes to be exchanged.</summary>
    [SkippableFact]
    public async Task A_sign_in_while_the_database_is_away_is_503_and_gives_no_token()
    {
        await using var server = await PostgresServer.StartAsync(isDurable: true);
        await using var one = await World.StartAsync(("TOKEN_STORE", "postgres"), ("POSTGRES_CONNECTION", await server.NewDatabaseAsync()));
        await using var two = await one.StartTwinAsync();
        var callback = await one.ConsentAsync(one.NewAccount());
        await server.StopAsync();

        using var reply = await one.FinishAsync(callback);
        await reply.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "The token store is not available");
        await server.StartAgainAsync();

        // The code was not exchanged, for its state could not be noted; the same callback works now.
        await Eventually.TrueAsync(async () =>
        {
            using var ready = await two.GetAsync("/health/ready");
            return ready.StatusCode == HttpStatusCode.OK;
        });
        using var finished = await two.GetAsync(callback.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, finished.StatusCode);
    }
}
