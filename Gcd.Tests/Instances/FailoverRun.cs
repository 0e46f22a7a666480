using System.Globalization;
using System.Net;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Processes;

namespace Gcd.Tests.Instances;

/// <summary>Kills the primary under load, promotes the standby, lets the killed one come back as a standby, and so on; then looks for everything that was acknowledged.</summary>
internal static class FailoverRun
{
    // Enough to have tokens, refreshes and revocations under way at each kill.
    private const int Rounds = 3;

    /// <param name="failovers">How often.</param>
    /// <param name="replication">How the standby follows.</param>
    /// <param name="freezes">The primary does not die but falls silent, as a machine that is gone.</param>
    public static async Task<FailoverOutcome> RunAsync(int failovers, Replication replication, bool freezes = false)
    {
        await using IFailoverPair pair = replication is Replication.Patroni or Replication.PatroniAlive
            ? await PatroniPair.StartAsync(isMachineLost: replication == Replication.Patroni)
            : await PostgresPair.StartAsync(isSynchronous: replication == Replication.Synchronous, freezes);
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["TOKEN_STORE"] = "postgres";
        gcd.Settings["POSTGRES_CONNECTION"] = pair.Connection;
        // All callers come from one address.
        gcd.Settings["LIMIT_FAILED_TOKENS"] = "0";
        await gcd.StartAsync();
        await using var load = new FailoverLoad(gcd);
        var (untilWhole, sinceKill) = (new List<double>(), new List<double>());
        for (var failover = 0; failover < failovers; failover++)
        {
            await load.WorkAsync(Rounds);
            if (replication == Replication.HeldBack && pair is PostgresPair held)
            {
                await held.HoldBackAsync();
                await load.WorkAsync(Rounds);
            }

            var killed = TimeProvider.System.GetTimestamp();
            await pair.EndPrimaryAsync();
            await load.UntilRefusedAsync();
            await pair.TakeOverAsync();
            var promoted = TimeProvider.System.GetTimestamp();
            await load.WorkAsync(Rounds);
            untilWhole.Add(Seconds(promoted, load.Ledger.LastRefusal));
            sinceKill.Add(Seconds(killed, load.Ledger.LastRefusal));
            await pair.RejoinAsync();
        }

        await load.EndAsync();
        var lost = await CountAsync(gcd, load.Ledger.Tokens.Given, HttpStatusCode.Unauthorized);
        var alive = await CountAsync(gcd, load.Ledger.Tokens.Revoked, HttpStatusCode.OK);
        return new FailoverOutcome(replication, freezes, load.Ledger, lost, alive, untilWhole, sinceKill);
    }

    private static double Seconds(long from, long to) => Math.Max(0, TimeProvider.System.GetElapsedTime(from, to).TotalSeconds);

    private static async Task<int> CountAsync(GcdUnderTest gcd, IReadOnlyList<string> tokens, HttpStatusCode wrong)
    {
        var count = 0;
        await Parallel.ForEachAsync(tokens, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (token, _) =>
        {
            HttpStatusCode? status = null;
            await Eventually.TrueAsync(async () => (status = await gcd.MeAsync(token)) != HttpStatusCode.ServiceUnavailable);
            Interlocked.Add(ref count, status == wrong ? 1 : 0);
        });
        return count;
    }
}

internal enum Replication
{
    /// <summary>Commits wait for the standby.</summary>
    Synchronous,

    /// <summary>The standby follows as soon as it can.</summary>
    Asynchronous,

    /// <summary>The standby is cut off a while before the primary dies, and promoted all the same.</summary>
    HeldBack,

    /// <summary>Patroni looks after both, promotes, and lets commits wait for a standby while there is one. It dies with the primary.</summary>
    Patroni,

    /// <summary>The same, but the primary's Patroni outlives it.</summary>
    PatroniAlive,
}

/// <summary>What a run came to.</summary>
internal sealed record FailoverOutcome(Replication Replication, bool Freezes, FailoverLedger Ledger, int Lost, int Alive, IReadOnlyList<double> UntilWhole, IReadOnlyList<double> SinceKill)
{
    public bool IsGood => Lost == 0 && Alive == 0 && Ledger.Errors.IsEmpty && Ledger.Tokens.Given.Count > 0 && Ledger.Tokens.Revoked.Count > 0;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Replication}, {UntilWhole.Count} failovers, the primary {(Freezes ? "silent" : "killed")} each time
        requests by status: {string.Join(", ", Ledger.Statuses.OrderBy(status => status.Key).Select(status => $"{(int)status.Key}: {status.Value}"))}; the slowest took {Ledger.Slowest.Time.TotalSeconds:0.0} s ({Ledger.Slowest.What})
        tokens acknowledged: {Ledger.Tokens.Given.Count}, lost: {Lost}; revoked: {Ledger.Tokens.Revoked.Count}, alive: {Alive}
        seconds until whole again, since the promotion: median {Median(UntilWhole):0.0}, longest {UntilWhole.Max():0.0}; since the kill: median {Median(SinceKill):0.0}, longest {SinceKill.Max():0.0}
        wrong answers: {Ledger.Errors.Count}{string.Concat(Ledger.Errors.Take(10).Select(error => $"\n  {error}"))}
        """);

    private static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);
}
