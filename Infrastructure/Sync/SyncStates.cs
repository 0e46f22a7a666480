using System.Text;
using System.Text.Json;
using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Sync;

/// <summary>Sync points that were named to callers, sealed for their person. At most twenty a person are kept, for seven days.</summary>
internal sealed class SyncStates(ISyncStateStore store, KeyRing keys, TimeProvider time)
{
    private const int MostDownloads = 12;
    private const int MostAddressBooks = 8;
    private const int NameLength = 22;

    /// <summary>A new name: 131 random bits.</summary>
    public static string NewName() => Base62.Random(NameLength);

    /// <summary>Those of a kind that can still be used, the newest first. What cannot be opened is as good as gone.</summary>
    /// <exception cref="StoreUnavailableException">They cannot be read.</exception>
    public async ValueTask<IReadOnlyList<NamedSyncPoint>> ReadAsync(StoredUser user, SyncStateKind kind, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var found = new List<NamedSyncPoint>();
        foreach (var state in await store.ReadAsync(user.GoogleSub, ct))
        {
            if (state.Kind == kind && Open(state) is { } point && !point.IsOver(now))
            {
                found.Add(new NamedSyncPoint(state.Id, point));
            }
        }

        return found;
    }

    /// <returns>False when the person is gone.</returns>
    /// <exception cref="StoreUnavailableException">It cannot be written.</exception>
    public ValueTask<bool> SaveAsync(StoredUser user, SyncStateKind kind, NamedSyncPoint named, CancellationToken ct)
    {
        var state = new SyncState
        {
            Id = named.Name,
            GoogleSub = user.GoogleSub,
            Kind = kind,
            Sealed = [],
            CreatedAt = time.GetUtcNow(),
            KeepUntil = named.Point.ReadAt + SyncPoint.Life,
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(named.Point, SyncPointJson.Default.SyncPoint);
        return store.SaveAsync(
            state with { Sealed = keys.Seal(SealPurpose.Storage, json, AssociatedData(state)) },
            kind == SyncStateKind.Download ? MostDownloads : MostAddressBooks,
            ct);
    }

    private SyncPoint? Open(SyncState state) =>
        keys.TryOpen(SealPurpose.Storage, state.Sealed, AssociatedData(state), out var json) == SealStatus.Opened
            ? JsonSerializer.Deserialize(json!, SyncPointJson.Default.SyncPoint)
            : null;

    // A row that was moved to another person, kind or name opens nothing.
    private static byte[] AssociatedData(SyncState state) => Encoding.UTF8.GetBytes($"sync_states\0sealed\0{state.GoogleSub}\0{state.Kind.Name()}\0{state.Id}");
}

/// <summary>A sync point and the name that callers know it by.</summary>
internal sealed record NamedSyncPoint(string Name, SyncPoint Point)
{
    /// <summary>Whether nobody has read since it was named.</summary>
    public bool IsUnread => Point.Token.Length == 0;
}
