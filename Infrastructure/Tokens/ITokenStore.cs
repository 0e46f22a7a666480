namespace Gcd.Infrastructure.Tokens;

/// <summary>
/// Where users and tokens live. A write that returned is on disk: a killed process loses nothing that was acknowledged.
/// Every member may throw <see cref="StoreUnavailableException"/>; nothing was changed then, but where a database went away
/// in the middle of a commit: then nobody can tell.
/// </summary>
internal interface ITokenStore : IAsyncDisposable
{
    /// <summary>Users and tokens, kept by the store as it writes; asking costs no scan.</summary>
    StoreCounts Counts { get; }

    /// <summary>How large the database is, in bytes; asking costs no scan. 0 while it is unknown.</summary>
    long SizeInBytes { get; }

    /// <summary>The token with its user in one look-up by key, or null.</summary>
    ValueTask<TokenWithUser?> FindTokenAsync(string hash, CancellationToken ct);

    ValueTask<StoredUser?> FindUserBySubAsync(string googleSub, CancellationToken ct);

    /// <summary>The person who has the address now; null for a row that the earlier service left, which belongs to no subject.</summary>
    ValueTask<StoredUser?> FindUserByEmailAsync(string email, CancellationToken ct);

    /// <summary>
    /// Saves a sign-in: the user, inserted or updated by <c>google_sub</c>, and one more token.
    /// A changed address moves the user's row and tokens; another person under the same address is removed with all tokens.
    /// </summary>
    /// <returns>False, and nothing is written, when the user's row is no longer at <paramref name="readVersion"/> (null: no row was there).</returns>
    ValueTask<bool> SaveSignInAsync(StoredUser user, long? readVersion, StoredToken token, CancellationToken ct);

    /// <summary>Replaces the sealed grant, the scopes and the state of the user with the same <c>google_sub</c>.</summary>
    /// <returns>False, and nothing is written, when the row is gone or not at <paramref name="readVersion"/>.</returns>
    ValueTask<bool> UpdateGrantAsync(StoredUser user, long readVersion, CancellationToken ct);

    /// <summary>
    /// Gives a person of the earlier service the subject that Google names. Where the subject has a row already, under another
    /// address, it is the same person: the tokens go there, and so does the grant if the one there is dead.
    /// </summary>
    /// <param name="earlierSub">The <see cref="EarlierSubject"/>.</param>
    /// <param name="readVersion">The version of its row.</param>
    /// <param name="user">The row with the subject of Google's and a grant that is sealed for it.</param>
    /// <param name="rebind">Binds a token of theirs to the subject.</param>
    /// <param name="ct">Stops the work before it is written.</param>
    /// <returns>False, and nothing is written, when the row is gone or not at <paramref name="readVersion"/>.</returns>
    ValueTask<bool> SettleSubjectAsync(string earlierSub, long readVersion, StoredUser user, Func<StoredToken, byte[]> rebind, CancellationToken ct);

    /// <summary>Notes when a token was last used. Need not survive a kill.</summary>
    ValueTask TouchTokenAsync(string hash, DateTimeOffset usedAt, CancellationToken ct);

    /// <summary>Adds a token to the user with the subject.</summary>
    /// <param name="googleSub">Whose it is; the row gets the address that the user has now.</param>
    /// <param name="token">The row.</param>
    /// <param name="most">How many of its kind the user may have, this one included.</param>
    /// <param name="ct">Stops the work before it is written.</param>
    ValueTask<AddedToken> AddTokenAsync(string googleSub, StoredToken token, int most, CancellationToken ct);

    /// <summary>All tokens of the user, of every kind, the newest first.</summary>
    ValueTask<IReadOnlyList<StoredToken>> ReadTokensAsync(string googleSub, CancellationToken ct);

    /// <summary>Ends a token; with the user's last one the user goes too. A session holds nobody: it goes with the user.</summary>
    ValueTask<RemovedToken> RemoveTokenAsync(string hash, CancellationToken ct);

    /// <summary>Removes the user with everything stored; null when nobody has the subject.</summary>
    ValueTask<StoredUser?> RemoveUserAsync(string googleSub, CancellationToken ct);

    /// <summary>Removes what of used states is no longer needed, and tokens whose life is over.</summary>
    /// <param name="now">The time.</param>
    /// <param name="idleLife">The idle life of tokens and links; null where they have none.</param>
    /// <param name="idleAmong">Where to look for tokens that were not used. What has expired, and idle sessions, are found by indexes, wherever they are.</param>
    /// <param name="ct">Stops the work between two removals.</param>
    /// <returns>The users who went with their last token, each before the next is looked for: who stops in between leaves the others as they are.</returns>
    IAsyncEnumerable<StoredUser> PurgeAsync(DateTimeOffset now, TimeSpan? idleLife, IReadOnlyList<HashRange> idleAmong, CancellationToken ct);

    /// <summary>Counts every row, and corrects <see cref="Counts"/> where rows were changed past this Gcd, such as by one of before during an update.</summary>
    ValueTask CorrectCountsAsync(CancellationToken ct);

    /// <summary>Records the use of a sign-in's state, atomically.</summary>
    /// <returns>False when it was used before.</returns>
    ValueTask<bool> UseStateAsync(string id, DateTimeOffset keepUntil, CancellationToken ct);

    /// <summary>Throws <see cref="StoreUnavailableException"/> when the store cannot be read.</summary>
    ValueTask ProbeAsync(CancellationToken ct);
}

/// <summary>A token and its owner.</summary>
internal sealed record TokenWithUser(StoredToken Token, StoredUser User);

/// <summary>What adding a token came to.</summary>
internal enum AddedToken
{
    Added,

    /// <summary>The user has as many of this kind as may be.</summary>
    TooMany,

    /// <summary>The user is gone.</summary>
    NoUser,
}

/// <summary>What ending a token did; <see cref="Orphan"/> is the user who went with it.</summary>
internal readonly record struct RemovedToken(bool Existed, StoredUser? Orphan);
