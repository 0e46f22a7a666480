using System.Globalization;

namespace Gcd.Tests.Instances;

/// <summary>What a run came to.</summary>
/// <param name="Proxy">haproxy or nginx.</param>
/// <param name="Ledger">What callers got.</param>
/// <param name="Lost">Tokens that were handed out and do not work at every instance.</param>
/// <param name="Alive">Tokens whose end was acknowledged and that work at an instance.</param>
internal sealed record InstanceKillsOutcome(string Proxy, InstanceKillsLedger Ledger, int Lost, int Alive)
{
    public bool IsGood =>
        Lost == 0 && Alive == 0 && Ledger.Errors.Count == 0
        // Otherwise it shows nothing.
        && Ledger.Tokens.Given.Count > 0 && Ledger.Tokens.Revoked.Count > 0 && Ledger.Right(CallKind.Download) > 0 && Ledger.PartialDownloads > 0;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Proxy}, {Ledger.Kills} kills
        sign-ins acknowledged: {Ledger.Right(CallKind.SignIn)}; missed, in flight at a kill: {Ledger.Missed(CallKind.SignIn)}
        tokens that must work: {Ledger.Tokens.Given.Count}, lost: {Lost}; revoked: {Ledger.Tokens.Revoked.Count}, alive: {Alive}
        downloads whole: {Ledger.Right(CallKind.Download)}; broken and noticed: {Ledger.Missed(CallKind.Download)}, after a part had come: {Ledger.PartialDownloads}
        other requests as expected: {Ledger.Right(CallKind.Other)}; missed, in flight at a kill: {Ledger.Missed(CallKind.Other)}
        longest time without an answer to anybody: {Ledger.LongestSilence.TotalSeconds:0.00} s; slowest answer: {Ledger.Slowest.Time.TotalSeconds:0.0} s ({Ledger.Slowest.What})
        misses: {string.Join(", ", Ledger.Misses.Select(miss => $"{miss.Count} × {miss.What}"))}
        errors: {Ledger.Errors.Count}{string.Concat(Ledger.Errors.Take(10).Select(error => $"\n  {error}"))}
        """);
}
