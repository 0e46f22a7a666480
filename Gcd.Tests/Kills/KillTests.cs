namespace Gcd.Tests.Kills;

/// <summary>The short form; scripts/kill-tests.sh runs the long one. A SIGKILL proves nothing about a power cut: what the process gave to the system stays.</summary>
public sealed class KillTests
{
    private const int Kills = 10;

    [SkippableTheory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Whatever_was_acknowledged_is_there_after_every_kill(string store)
    {
        var outcome = await KillRun.RunAsync(store, Kills, killsServer: store == "postgres");

        Assert.True(outcome.IsGood, $"{outcome}");
    }
}
