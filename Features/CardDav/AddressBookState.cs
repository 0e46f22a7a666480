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

    // A state that was named before anybody has read the address book: the first read gives it Google's token. So a client that asks for
    // the state first and reads then, as they do, costs no second read.
    private const string Unread = "";

    /// <summary>The sync token of a state (RFC 6578, 4).</summary>
    public static string SyncToken(string name) => Prefix + name;

    /// <summary>The name of the state as it is by now. It costs a call to Google, but for who asks very often, and another one for each further page of changes.</summary>
    /// <exception cref="GoogleFaultException">Google cannot say.</exception>
    /// <exception cref="StoreUnavailableException">The states cannot be read or written.</exception>
    public async Task<string> CurrentAsync(StoredUser user, ContactFilter filter, CancellationToken ct)
    {
        using var export = exports.Start(user, new ExportRequest(new AddressBookFormat(NoAnswers())) { Filter = filter });
        await export.PrepareAsync(ct);
        var fingerprint = export.Fingerprint;
        if (await FindNewestAsync(user, fingerprint, ct) is not { } current)
        {
            return await NameAsync(user, new SyncPoint(Unread, time.GetUtcNow(), fingerprint), ct);
        }

        if (current.Point.Token == Unread || checks.IsFresh(user.GoogleSub, current.Name))
        {
            return current.Name;
        }

        var check = await export.CheckAsync(current.Point.Token, toTheEnd: true, ct);
        if (check is { IsExpired: false, HasChanges: false })
        {
            checks.Keep(user.GoogleSub, current.Name);
            return current.Name;
        }

        return await NameAsync(user, check.NextSyncToken is { } next ? current.Point with { Token = next } : new SyncPoint(Unread, time.GetUtcNow(), fingerprint), ct);
    }

    /// <summary>What a client's sync token stands for; null when it has to read everything anew.</summary>
    public async Task<NamedSyncPoint?> FindAsync(StoredUser user, string syncToken, string fingerprint, CancellationToken ct) =>
        syncToken.StartsWith(Prefix, StringComparison.Ordinal)
            ? (await states.ReadAsync(user, SyncStateKind.AddressBook, ct))
                .FirstOrDefault(state => state.Name == syncToken[Prefix.Length..] && state.Point.Fingerprint == fingerprint && state.Point.Token != Unread)
            : null;

    /// <summary>The newest state that was named, whether or not it is still the present one; null where none was.</summary>
    public async Task<NamedSyncPoint?> FindNewestAsync(StoredUser user, string fingerprint, CancellationToken ct) =>
        (await states.ReadAsync(user, SyncStateKind.AddressBook, ct)).FirstOrDefault(state => state.Point.Fingerprint == fingerprint);

    /// <summary>Whether the state has yet to be read.</summary>
    public static bool IsUnread(NamedSyncPoint? state) => state is null || state.Point.Token == Unread;

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
            if (other is null || other.Point.Token == Unread || other.Point.ReadAt > read.Point.ReadAt)
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

    public static CardAnswers NoAnswers() => new(new CardProperties(new PropertyRequest([]), cards: null));

    private async Task<string> NameAsync(StoredUser user, SyncPoint point, CancellationToken ct)
    {
        var name = SyncStates.NewName();
        await states.SaveAsync(user, SyncStateKind.AddressBook, new NamedSyncPoint(name, point), ct);
        return name;
    }
}
