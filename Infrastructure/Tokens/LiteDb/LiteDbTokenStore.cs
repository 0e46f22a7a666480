using Gcd.Infrastructure.Tokens.Embedded;
using LiteDB;
using static Gcd.Infrastructure.Tokens.LiteDb.LiteDbPeople;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>The embedded store: one file, one process.</summary>
internal sealed class LiteDbTokenStore : ITokenStore
{
    private const int DuplicateKey = 110;

    private readonly DatabaseLock fileLock;
    private readonly LiteDbConnection connection;
    private readonly RecentTokens recent = new();
    private readonly Lock counting = new();
    private StoreCounts counts;

    // A killed process may have left a person's last bytes in the log.
    private volatile bool isLogToEmpty = true;

    internal LiteDbTokenStore(DatabaseLock fileLock, LiteDbConnection connection)
    {
        this.fileLock = fileLock;
        this.connection = connection;
        counts = connection.Read(LiteDbRowCounts.Read);
    }

    public StoreCounts Counts
    {
        get
        {
            lock (counting)
            {
                return counts;
            }
        }
    }

    public long SizeInBytes => DatabaseFile.SizeOf(connection.Path);

    public ValueTask<TokenWithUser?> FindTokenAsync(string hash, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (recent.Find(hash) is { } known)
        {
            return ValueTask.FromResult<TokenWithUser?>(known);
        }

        var generation = recent.Generation;
        var read = connection.Read(db => FindToken(db, hash, generation));
        if (read is not null)
        {
            recent.Keep(read, generation);
        }

        return ValueTask.FromResult(read);
    }

    public ValueTask<StoredUser?> FindUserBySubAsync(string googleSub, CancellationToken ct) =>
        ValueTask.FromResult(connection.Read(db => UserOf(db, googleSub)));

    public ValueTask<StoredUser?> FindUserByEmailAsync(string email, CancellationToken ct) =>
        ValueTask.FromResult(connection.Read(db => UsersOf(db).FindById(email) is { } user ? LiteDbRows.ToUser(user) : null));

    public ValueTask<bool> SaveSignInAsync(StoredUser user, long? readVersion, StoredToken token, CancellationToken ct) =>
        WriteAsync(
            db =>
            {
                var known = UserOf(db, user.GoogleSub);
                if (known?.Version != readVersion)
                {
                    return new Change<bool>(false);
                }

                var gone = known is not null && known.Email != user.Email
                    ? Move(db, known.Email, user.Email)
                    : known is null ? RemoveUser(db, user.Email) : default;
                UsersOf(db).Upsert(LiteDbRows.FromUser(user));
                TokensOf(db).Insert(LiteDbRows.FromToken(token));
                var before = known is null ? default : StoreCounts.Of(known.State);
                return new Change<bool>(true, StoreCounts.Of(user.State) + StoreCounts.Of(token.Kind) - before - gone)
                {
                    Addresses = known is null ? [user.Email] : [known.Email, user.Email],
                };
            },
            ct);

    public ValueTask<bool> UpdateGrantAsync(StoredUser user, long readVersion, CancellationToken ct) =>
        WriteAsync(
            db =>
            {
                // The row may have moved to a new address since it was read; the version tells.
                var known = UserOf(db, user.GoogleSub);
                return known?.Version == readVersion && UsersOf(db).Update(LiteDbRows.FromUser(user with { Email = known.Email }))
                    ? new Change<bool>(true, StoreCounts.Of(user.State) - StoreCounts.Of(known.State)) { Addresses = [known.Email] }
                    : new Change<bool>(false);
            },
            ct);

    public ValueTask<bool> SettleSubjectAsync(string earlierSub, long readVersion, StoredUser user, Func<StoredToken, byte[]> rebind, CancellationToken ct) =>
        WriteAsync(
            db =>
            {
                var earlier = UserOf(db, earlierSub);
                if (earlier?.Version != readVersion)
                {
                    return new Change<bool>(false);
                }

                var known = UserOf(db, user.GoogleSub);
                var settled = known is null ? user with { Email = earlier.Email } : SettledSubject.Merge(known, user);
                // What is kept of reads is sealed for the earlier subject.
                LiteDbSyncStates.RemoveOf(db, earlierSub);
                UsersOf(db).Delete(earlier.Email);
                UsersOf(db).Upsert(LiteDbRows.FromUser(settled));
                foreach (var token in TokensOfUser(db, earlier.Email).ToList())
                {
                    TokensOf(db).Update(LiteDbRows.FromToken(token with { UserEmail = settled.Email, Binding = rebind(token) }));
                }

                var before = StoreCounts.Of(earlier.State) + (known is null ? default : StoreCounts.Of(known.State));
                return new Change<bool>(true, StoreCounts.Of(settled.State) - before) { Addresses = [earlier.Email, settled.Email] };
            },
            ct);

    public ValueTask TouchTokenAsync(string hash, DateTimeOffset usedAt, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Write(
            db =>
            {
                var token = TokensOf(db).FindById(hash);
                if (token is null)
                {
                    return new Change<bool>(false);
                }

                token["last_used_at"] = LiteDbRows.FromTime(usedAt);
                TokensOf(db).Update(token);
                return new Change<bool>(true) { Hashes = [hash] };
            },
            durable: false);
        return ValueTask.CompletedTask;
    }

    public ValueTask<AddedToken> AddTokenAsync(string googleSub, StoredToken token, int most, CancellationToken ct) =>
        WriteAsync(
            db =>
            {
                if (UserOf(db, googleSub) is not { } user)
                {
                    return new Change<AddedToken>(AddedToken.NoUser);
                }

                if (TokensOfUser(db, user.Email).Count(row => row.Kind == token.Kind) >= most)
                {
                    return new Change<AddedToken>(AddedToken.TooMany);
                }

                TokensOf(db).Insert(LiteDbRows.FromToken(token with { UserEmail = user.Email }));
                return new Change<AddedToken>(AddedToken.Added, StoreCounts.Of(token.Kind));
            },
            ct);

    public ValueTask<IReadOnlyList<StoredToken>> ReadTokensAsync(string googleSub, CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<StoredToken>>(connection.Read(db => UserOf(db, googleSub) is { } user
            ? TokensOfUser(db, user.Email).OrderByDescending(token => token.CreatedAt).ThenBy(token => token.Hash, StringComparer.Ordinal).ToList()
            : []));

    public ValueTask<RemovedToken> RemoveTokenAsync(string hash, CancellationToken ct) =>
        WriteAsync(db => RemoveToken(db, hash, _ => true), ct);

    public ValueTask<StoredUser?> RemoveUserAsync(string googleSub, CancellationToken ct) =>
        WriteAsync(
            db =>
            {
                var user = UserOf(db, googleSub);
                return user is null ? new Change<StoredUser?>(null) : new Change<StoredUser?>(user, default(StoreCounts) - RemoveUser(db, user.Email)) { Addresses = [user.Email] };
            },
            ct);

    public IAsyncEnumerable<StoredUser> PurgeAsync(DateTimeOffset now, TimeSpan? idleLife, IReadOnlyList<HashRange> idleAmong, CancellationToken ct) =>
        Purge(now, idleLife, idleAmong, ct).ToAsyncEnumerable();

    /// <summary>One process writes, and the counts go with its rows.</summary>
    public ValueTask CorrectCountsAsync(CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask<bool> UseStateAsync(string id, DateTimeOffset keepUntil, CancellationToken ct) =>
        WriteAsync(
            db =>
            {
                try
                {
                    db.GetCollection(LiteDbRows.UsedStates).Insert(LiteDbRows.FromUsedState(new UsedState(id, keepUntil)));
                    return new Change<bool>(true);
                }
                catch (LiteException duplicate) when (duplicate.ErrorCode == DuplicateKey)
                {
                    return new Change<bool>(false);
                }
            },
            ct);

    public ValueTask ProbeAsync(CancellationToken ct)
    {
        connection.Read(LiteDbMeta.ReadSchemaVersion);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        connection.Dispose();
        fileLock.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Two look-ups see two moments: where something was written between them, the token is looked at once more, for it may have another owner by now.</summary>
    private TokenWithUser? FindToken(LiteDatabase db, string hash, long generation)
    {
        for (var token = TokensOf(db).FindById(hash); token is not null;)
        {
            var user = UsersOf(db).FindById(token["user_email"]);
            var again = recent.IsAt(generation) ? token : TokensOf(db).FindById(hash);
            if (again is not null && again["user_email"] == token["user_email"] && again["binding"] == token["binding"])
            {
                return user is null ? null : new TokenWithUser(LiteDbRows.ToToken(again), LiteDbRows.ToUser(user));
            }

            token = again;
        }

        return null;
    }

    private static Change<RemovedToken> RemoveToken(LiteDatabase db, string hash, Func<StoredToken, bool> condition)
    {
        var token = TokensOf(db).FindById(hash) is { } row ? LiteDbRows.ToToken(row) : null;
        if (token is null || !condition(token))
        {
            return new Change<RemovedToken>(default(RemovedToken));
        }

        TokensOf(db).Delete(hash);
        var gone = default(StoreCounts) - StoreCounts.Of(token.Kind);
        if (TokensOfUser(db, token.UserEmail).Any(other => other.Kind != TokenKind.Session) || UsersOf(db).FindById(token.UserEmail) is not { } user)
        {
            return new Change<RemovedToken>(new RemovedToken(true, null), gone) { Hashes = [hash] };
        }

        return new Change<RemovedToken>(new RemovedToken(true, LiteDbRows.ToUser(user)), gone - RemoveUser(db, token.UserEmail)) { Addresses = [token.UserEmail], Hashes = [hash] };
    }

    private IEnumerable<StoredUser> Purge(DateTimeOffset now, TimeSpan? idleLife, IReadOnlyList<HashRange> idleAmong, CancellationToken ct)
    {
        Write(db => new Change<int>(db.GetCollection(LiteDbRows.UsedStates).DeleteMany(Query.LT("keep_until", LiteDbRows.FromTime(now)))));
        foreach (var hash in LiteDbScan.EndedTokens(connection, now, idleLife, idleAmong, ct))
        {
            // Looked at once more: it may have been used since.
            if (Write(db => RemoveToken(db, hash, token => AccessTokenLifeRule.IsOver(token, now, idleLife))).Orphan is { } orphan)
            {
                yield return orphan;
            }
        }
    }

    private ValueTask<T> WriteAsync<T>(Func<LiteDatabase, Change<T>> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Write(work));
    }

    private T Write<T>(Func<LiteDatabase, Change<T>> work, bool durable = true)
    {
        recent.Begin();
        try
        {
            var change = connection.Write(
                db =>
                {
                    var done = work(db);
                    LiteDbRowCounts.Add(db, done.Counts);
                    return done;
                },
                durable);
            recent.Forget(change.Addresses, change.Hashes);
            lock (counting)
            {
                counts += change.Counts;
            }

            if (durable)
            {
                EmptyLogOfTheGone(change.Counts.Users);
            }

            return change.Result;
        }
        catch
        {
            // What is on disk now is for the next read to tell.
            recent.ForgetAll();
            throw;
        }
        finally
        {
            recent.End();
        }
    }

    /// <summary>After a person went; where that fails, at the next write.</summary>
    private void EmptyLogOfTheGone(long usersChanged)
    {
        if (usersChanged >= 0 && !isLogToEmpty)
        {
            return;
        }

        isLogToEmpty = false;
        try
        {
            connection.EmptyLog();
        }
        catch (StoreUnavailableException)
        {
            // What was written is on disk all the same.
            isLogToEmpty = true;
        }
    }

    /// <summary>A transaction's result, by how much it changed the counts, and the rows that are no longer what was read.</summary>
    private sealed record Change<T>(T Result, StoreCounts Counts = default)
    {
        public IReadOnlyList<string> Addresses { get; init; } = [];

        public IReadOnlyList<string> Hashes { get; init; } = [];
    }
}
