using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.People;

/// <summary>How far a read of people.connections.list has come. Its tokens carry it, so that the simulated Google remembers no reads.</summary>
/// <param name="Start">How many contacts the pages before held.</param>
/// <param name="Place">The place of the last of them in the list; -1 before the first.</param>
/// <param name="Since">The last write that the caller knows; null for a full read.</param>
/// <param name="Until">The last write that the next sync token knows: what happens during the read comes with the next sync.</param>
/// <param name="FullReadAt">When the full read was that the next sync token goes back to, in whole minutes of Unix time: so that the pages of many reads are the same, and can be kept.</param>
internal sealed record ReadPosition(int Start, long Place, long? Since, long Until, long FullReadAt)
{
    /// <summary>"Sync tokens expire 7 days after the full sync", however many syncs came between.</summary>
    private static readonly TimeSpan SyncTokenLife = TimeSpan.FromDays(7);

    /// <returns>Where to go on, or why there is nowhere to.</returns>
    public static (ReadPosition? Position, ReadRefusal Refusal) Of(ListParameters parameters, SimulatedAccount account, DateTimeOffset now)
    {
        var (sync, refusal) = Sync(parameters, account, now);
        if (refusal != ReadRefusal.None)
        {
            return (null, refusal);
        }

        if (parameters.PageToken is null)
        {
            return (First(parameters, account, sync, now), ReadRefusal.None);
        }

        return OpaqueToken.Read("page", Tied(account, parameters.Fingerprint), parameters.PageToken, 4) is [var start, var place, var until, var fullReadAt]
            ? (new ReadPosition((int)start, place, sync?.Since, until, fullReadAt), ReadRefusal.None)
            : (null, ReadRefusal.PageToken);
    }

    public string PageToken(ListParameters parameters, SimulatedAccount account) => OpaqueToken.Make("page", Tied(account, parameters.Fingerprint), Start, Place, Until, FullReadAt);

    public string SyncToken(ListParameters parameters, SimulatedAccount account) =>
        OpaqueToken.Make("sync", Tied(account, parameters.SyncFingerprint), Until, FullReadAt, account.SyncEpoch);

    private static ((long Since, long FullReadAt)? Sync, ReadRefusal Refusal) Sync(ListParameters parameters, SimulatedAccount account, DateTimeOffset now)
    {
        if (parameters.SyncToken is null)
        {
            return (null, ReadRefusal.None);
        }

        if (OpaqueToken.Read("sync", Tied(account, parameters.SyncFingerprint), parameters.SyncToken, 3) is not [var since, var fullReadAt, var epoch])
        {
            return (null, ReadRefusal.SyncToken);
        }

        return epoch != account.SyncEpoch || DateTimeOffset.FromUnixTimeSeconds(60 * fullReadAt) + SyncTokenLife < now
            ? (null, ReadRefusal.ExpiredSyncToken)
            : ((since, fullReadAt), ReadRefusal.None);
    }

    private static ReadPosition First(ListParameters parameters, SimulatedAccount account, (long Since, long FullReadAt)? sync, DateTimeOffset now)
    {
        if (sync is { } known)
        {
            // Never backwards: a full read may have shown writes that are too young for a sync.
            var shown = account.PropagationDelay == TimeSpan.Zero ? account.Contacts.View().Revision : account.Contacts.RevisionAt(now - account.PropagationDelay);
            return new ReadPosition(0, -1, known.Since, Math.Max(known.Since, shown), known.FullReadAt);
        }

        // Pages without a sync token are the same whenever they are asked for.
        return parameters.RequestSyncToken ? new ReadPosition(0, -1, null, account.Contacts.View().Revision, now.ToUnixTimeSeconds() / 60) : new ReadPosition(0, -1, null, 0, 0);
    }

    private static string Tied(SimulatedAccount account, string fingerprint) => $"{account.PagesOf ?? account.Sub}.{fingerprint}";
}
