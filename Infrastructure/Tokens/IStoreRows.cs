using Gcd.Infrastructure.Crypto;

namespace Gcd.Infrastructure.Tokens;

/// <summary>
/// All rows of a store in short, key-ordered batches, for the commands that reseal, copy or fill it.
/// Rows that the earlier service left, which belong to no Google subject yet, are only counted.
/// Every member may throw <see cref="StoreUnavailableException"/>.
/// </summary>
internal interface IStoreRows
{
    /// <summary>Users whose address follows <paramref name="after"/> in the store's own order; null begins.</summary>
    ValueTask<IReadOnlyList<StoredUser>> ReadUsersAsync(string? after, int count, CancellationToken ct);

    /// <summary>Tokens whose hash follows <paramref name="after"/> in the store's own order; null begins.</summary>
    ValueTask<IReadOnlyList<StoredToken>> ReadTokensAsync(string? after, int count, CancellationToken ct);

    /// <summary>Used states whose id follows <paramref name="after"/> in the store's own order; null begins.</summary>
    ValueTask<IReadOnlyList<UsedState>> ReadUsedStatesAsync(string? after, int count, CancellationToken ct);

    /// <summary>The keys under which grants are sealed now, found by an index.</summary>
    ValueTask<IReadOnlyList<KeyId>> ReadKeyIdsAsync(CancellationToken ct);

    /// <summary>A value of <c>gcd_meta</c>, or null.</summary>
    ValueTask<byte[]?> ReadMetaAsync(string name, CancellationToken ct);

    /// <summary>Writes a value of <c>gcd_meta</c>, over the one that is there; null takes it away.</summary>
    ValueTask WriteMetaAsync(string name, byte[]? value, CancellationToken ct);

    /// <summary>Adds rows that are not there yet, in one transaction.</summary>
    ValueTask AddAsync(StoredRows rows, CancellationToken ct);

    /// <summary>Whether another process has the store open, as far as that can be told; a file's lock rules it out.</summary>
    ValueTask<bool> IsInUseElsewhereAsync(CancellationToken ct);

    /// <summary>How many users of the earlier service have not signed in with Gcd.</summary>
    ValueTask<long> CountEarlierUsersAsync(CancellationToken ct);
}

/// <summary>Rows to add together; users go first, because tokens belong to them.</summary>
internal sealed record StoredRows
{
    public IReadOnlyList<StoredUser> Users { get; init; } = [];

    public IReadOnlyList<StoredToken> Tokens { get; init; } = [];

    public IReadOnlyList<UsedState> UsedStates { get; init; } = [];

    /// <summary>Whether the users take the place of rows that the earlier service left under their addresses.</summary>
    public bool ReplacesEarlier { get; init; }

    public StoreCounts Counts() => StoreCounts.Sum([.. Users.Select(user => StoreCounts.Of(user.State)), .. Tokens.Select(token => StoreCounts.Of(token.Kind))]);
}

/// <summary>The use of a sign-in's state, remembered until the state has expired.</summary>
internal sealed record UsedState(string Id, DateTimeOffset KeepUntil);
