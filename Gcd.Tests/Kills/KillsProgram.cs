using System.Globalization;
using Gcd.Tests.Instances;

namespace Gcd.Tests.Kills;

/// <summary>The tests' own entry point: the child that kill tests kill, and the long form of these and of others for the command line.</summary>
internal static class KillsProgram
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["write", var expected]:
                await StoreWriter.RunAsync(expected);
                return 0;
            case ["kills", var store, var count, .. var options] when int.TryParse(count, CultureInfo.InvariantCulture, out var kills):
                var outcome = await KillRun.RunAsync(store, kills, isSlow: options.Contains("--slow-fsync"), killsServer: options.Contains("--postgres-too"));
                Console.WriteLine(outcome);
                return outcome.IsGood ? 0 : 1;
            case ["failovers", var count, .. var options] when int.TryParse(count, CultureInfo.InvariantCulture, out var failovers) && ReplicationOf(options) is { } replication:
                var after = await FailoverRun.RunAsync(failovers, replication, freezes: options.Contains("--silent"));
                Console.WriteLine(after);
                // Without synchronous replication what is lost is measured, not judged.
                return after.IsGood || (replication is Replication.Asynchronous or Replication.HeldBack && after.UntilWhole.Count == failovers) ? 0 : 1;
            case ["instances", var count, "haproxy" or "nginx"] when int.TryParse(count, CultureInfo.InvariantCulture, out var deaths):
                var lived = await InstanceKillsRun.RunAsync(deaths, args[2]);
                Console.WriteLine(lived);
                return lived.IsGood ? 0 : 1;
            default:
                await Console.Error.WriteLineAsync("dotnet Gcd.Tests.dll kills litedb|sqlite|postgres COUNT [--slow-fsync] [--postgres-too], failovers COUNT [--patroni | --patroni-alive | [--async | --held-back] [--silent]], or instances COUNT haproxy|nginx. The tests themselves run by dotnet test.");
                return 64;
        }
    }

    /// <returns>Null when the options do not go together.</returns>
    private static Replication? ReplicationOf(string[] options) => options switch
    {
        ["--patroni"] => Replication.Patroni,
        ["--patroni-alive"] => Replication.PatroniAlive,
        _ when options.Except(["--async", "--held-back", "--silent"]).Any() => null,
        _ => options.Contains("--held-back") ? Replication.HeldBack : options.Contains("--async") ? Replication.Asynchronous : Replication.Synchronous,
    };
}
