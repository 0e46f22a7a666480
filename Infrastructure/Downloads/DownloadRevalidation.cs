using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Sync;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Downloads;

/// <summary>
/// Tells whether a file that a caller has is still what a download would give: its entity tag names a sync token of Google's, kept sealed,
/// and one small call says whether anything changed since. No contact is kept for it.
/// </summary>
internal sealed partial class DownloadRevalidation(SyncStates states, RecentChecks checks, ILogger<DownloadRevalidation> logger)
{
    /// <summary>The tag among those given whose file would come out the same; null when there is none.</summary>
    /// <exception cref="GoogleFaultException">Google cannot say; a download would fail as well.</exception>
    public async Task<string?> FindUnchangedAsync(StoredUser user, ContactExport export, IReadOnlyList<string> tags, CancellationToken ct)
    {
        if (tags.Count == 0 || await FindAsync(user, export, tags, ct) is not { } known)
        {
            return null;
        }

        if (!checks.IsFresh(user.GoogleSub, known.Name))
        {
            if (await export.CheckAsync(known.Point.Token, toTheEnd: false, ct) is { IsExpired: true } or { HasChanges: true })
            {
                return null;
            }

            checks.Keep(user.GoogleSub, known.Name);
        }

        return known.Name;
    }

    /// <summary>Remembers what a tag stands for, once everything was read. Where that fails, the next download is a whole one.</summary>
    public async Task SaveAsync(StoredUser user, ContactExport export, string tag, CancellationToken ct)
    {
        if (export.NextSyncToken is not { } token)
        {
            return;
        }

        try
        {
            await states.SaveAsync(user, SyncStateKind.Download, new NamedSyncPoint(tag, new SyncPoint(token, export.StartedAt, FingerprintOf(export))), ct);
        }
        catch (StoreUnavailableException away)
        {
            Log.NotSaved(logger, user.UserHash, away.Message);
        }
    }

    private static string FingerprintOf(ContactExport export) => $"{SyncFingerprint.Build} {export.Fingerprint}";

    // The newest is the one that a caller with several files would rather have.
    private async Task<NamedSyncPoint?> FindAsync(StoredUser user, ContactExport export, IReadOnlyList<string> tags, CancellationToken ct)
    {
        try
        {
            return (await states.ReadAsync(user, SyncStateKind.Download, ct)).FirstOrDefault(state => tags.Contains(state.Name) && state.Point.Fingerprint == FingerprintOf(export));
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The sync token of a download of {UserHash} could not be stored, so the next download is a whole one: {Reason}", EventName = "SyncTokenNotStored")]
        public static partial void NotSaved(ILogger logger, string userHash, string reason);
    }
}
