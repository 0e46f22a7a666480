namespace Gcd.Tests.Instances;

/// <summary>The short form; scripts/failover-tests.sh runs the long one.</summary>
public sealed class FailoverTests
{
    private const int Failovers = 2;

    [SkippableFact]
    public async Task When_the_primary_dies_and_its_standby_takes_over_nothing_is_lost_and_Gcd_serves_on_without_a_restart()
    {
        var outcome = await FailoverRun.RunAsync(Failovers, Replication.Synchronous);

        Assert.True(outcome.IsGood, $"{outcome}");
    }
}
