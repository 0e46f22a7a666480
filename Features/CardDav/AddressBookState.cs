using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Sync;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.CardDav;

/// <summary>
/// The states of a person's address book, each under a name that clients know it by: as getctag, and in their sync token. A state is a sync
/// token of Google's. All clients of a person share the newest, because a read of everything with a sync token has a scarce quota at Google.
/// </summary>
internal sealed class AddressBookState(ContactExports exports, SyncStates states, RecentChecks checks, IUserLocks locks, TimeProvider time)
{
    private const string Prefix = "urn:gcd:sync:";

    /// <summary>The sync token of a state (RFC 6578, 4).</summary>
    public static string SyncToken(string name) => Prefix + name;

    /// <summary>The name of the state as it is by now. It costs a call to Google, but for who asks very often, and another one for each further page of changes.</summary>
    /// <exception cref="GoogleFaultException">Google cannot say.</exception>
    /// <exception cref="StoreUnavailableException">The states cannot be read or written.</exception>
    public async Task<string> CurrentAsync(StoredUser user, ContactFilter filter, CancellationToken ct)
    {
        using var export = Start(user, filter);
        await export.PrepareAsync(ct);
        var fingerprint = export.Fingerprint;
        if (await ReadAsync(user, fingerprint, ct) is not [var current, ..])
        {
            return await NameAsync(user, SyncPoint.Unread(time.GetUtcNow(), fingerprint), ct);
        }

        if (current.IsUnread || checks.IsFresh(user.GoogleSub, current.Name))
        {
            return current.Name;
        }

        var check = await export.CheckAsync(current.Point.Token, toTheEnd: true, ct);
        if (check is { IsExpired: false, HasChanges: false })
        {
            checks.Keep(user.GoogleSub, current.Name);
            return current.Name;
        }

        return await NameAsync(user, check.NextSyncToken is { } next ? current.Point with { Token = next } : SyncPoint.Unread(time.GetUtcNow(), fingerprint), ct);
    }

    /// <summary>The states that clients may still go back to, the newest first, whether or not that is still the present one.</summary>
    /// <exception cref="GoogleFaultException">The labels that a token is limited to cannot be had.</exception>
    /// <exception cref="StoreUnavailableException">The states cannot be read.</exception>
    public async Task<IReadOnlyList<NamedSyncPoint>> ReadAsync(StoredUser user, ContactFilter filter, CancellationToken ct)
    {
        using var export = Start(user, filter);
        await export.PrepareAsync(ct);
        return await ReadAsync(user, export.Fingerprint, ct);
    }

    /// <summary>Whether Google said a moment ago that this is the present state, and is asked too often to be asked again.</summary>
    public bool IsFresh(StoredUser user, NamedSyncPoint state) => checks.IsFresh(user.GoogleSub, state.Name);

    /// <summary>Google said that nothing changed since this state.</summary>
    public void Keep(StoredUser user, NamedSyncPoint state) => checks.Keep(user.GoogleSub, state.Name);

    /// <summary>Keeps what a read of everything gave under the name that its client was told.</summary>
    public async Task SaveReadAsync(StoredUser user, string name, ContactExport export, CancellationToken ct)
    {
        if (export.NextSyncToken is not { } token)
        {
            return;
        }

        var read = new NamedSyncPoint(name, new SyncPoint(token, export.StartedAt, export.Fingerprint));
        await using (await locks.AcquireAsync(user.GoogleSub, ct))
        {
            // Two clients may have been told the name, and both have read. From the earlier read on, neither misses a change.
            var other = (await states.ReadAsync(user, SyncStateKind.AddressBook, ct)).FirstOrDefault(state => state.Name == name);
            if (other is null || other.IsUnread || other.Point.ReadAt > read.Point.ReadAt)
            {
                await states.SaveAsync(user, SyncStateKind.AddressBook, read, ct);
            }
        }
    }

    /// <summary>Keeps what a read of changes gave.</summary>
    public async Task SaveChangesAsync(StoredUser user, string name, SyncPoint since, ContactExport export, CancellationToken ct)
    {
        if (export.NextSyncToken is { } token)
        {
            await states.SaveAsync(user, SyncStateKind.AddressBook, new NamedSyncPoint(name, since with { Token = token }), ct);
        }
    }

    /// <summary>A read of who there is, for what it depends on and for asking what changed; its answers go nowhere.</summary>
    private ContactExport Start(StoredUser user, ContactFilter filter) =>
        exports.Start(user, new ExportRequest(new AddressBookFormat(new CardAnswers(new CardProperties(new PropertyRequest([]), cards: null, publicPath: string.Empty)))) { Filter = filter });

    private async Task<IReadOnlyList<NamedSyncPoint>> ReadAsync(StoredUser user, string fingerprint, CancellationToken ct) =>
        [.. (await states.ReadAsync(user, SyncStateKind.AddressBook, ct)).Where(state => state.Point.Fingerprint == fingerprint)];

    private async Task<string> NameAsync(StoredUser user, SyncPoint point, CancellationToken ct)
    {
        var name = SyncStates.NewName();
        await states.SaveAsync(user, SyncStateKind.AddressBook, new NamedSyncPoint(name, point), ct);
        return name;
    }
}
