using System.Net;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Instances;

public sealed class DatabaseAwayTests
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

    [SkippableFact]
    public async Task A_sign_in_while_the_database_is_away_is_503_and_gives_no_token()
    {
        await using var server = await PostgresServer.StartAsync(isDurable: true);
        await using var instances = await InstancesUnderTest.StartAsync(server);
        var callback = await InstancesUnderTest.ConsentAsync(instances.One, instances.NewAccount());
        await server.StopAsync();

        using var reply = await instances.One.GetAsync(callback);
        await reply.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "The token store is not available");
        await server.StartAgainAsync();

        // The code was not exchanged, for its state could not be noted; the same callback works now.
        await Eventually.TrueAsync(async () => await instances.One.StatusAsync("/health/ready") == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, await instances.Two.StatusAsync(callback));
    }
}
