namespace Gcd.Tests.Instances;

/// <summary>The short form; scripts/instances-tests.sh runs the long one.</summary>
public sealed class InstanceKillsTests
{
    // Each once.
    private const int Kills = 3;

    [SkippableTheory]
    [InlineData("haproxy")]
    [InlineData("nginx")]
    public async Task When_instances_die_one_after_the_other_no_sign_in_is_lost_and_no_broken_download_looks_whole(string proxy)
    {
        var outcome = await InstanceKillsRun.RunAsync(Kills, proxy);

        Assert.True(outcome.IsGood, $"{outcome}");
    }
}
