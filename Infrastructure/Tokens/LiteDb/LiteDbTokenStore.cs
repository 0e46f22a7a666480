using Gcd.Infrastructure.Tokens.Embedded;
using LiteDB;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>The embedded store: one file, one process.</summary>
internal sealed class LiteDbTokenStore : ITokenStore
{
    private const int DuplicateKey = 110;

    private readonly DatabaseLock fileLock;
    private readonly LiteDbConnection connection;
    private readonly RecentTokens recent = new();
    private long users;
    private long tokens;

    // A killed process may have left a person's last bytes in the log.
    private volatile bool isLogToEmpty = true;

    internal LiteDbTokenStore(DatabaseLock fileLock, LiteDbConnection connection)
    {
        this.fileLock = fileLock;
        this.connection = connection;
        (users, tokens) = connection.Read(db => (UsersOf(db).LongCount(), TokensOf(db).LongCount()));
    }

    public StoreCounts Counts => new(Interlocked.Read(ref users), Interlocked.Read(ref tokens));

    public long SizeInBytes => DatabaseFile.SizeOf(connection.Path);

    public ValueTask<TokenWithUser?> FindTokenAsync(string hash, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (recent.Find(hash) is { } known)
        {
            return ValueTask.FromResult<TokenWithUser?>(known);
        }

        var generation = recent.Generation;
        var read = connection.Read(db =>
            TokensOf(db).FindById(hash) is { } token && UsersOf(db).FindById(token["user_email"]) is { } user
                ? new TokenWithUser(LiteDbRows.ToToken(token), LiteDbRows.ToUser(user))
                : null);
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
                return new Change<bool>(true, gone.Users + (known is null ? 1 : 0), gone.Tokens + 1)
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
                    ? new Change<bool>(true) { Addresses = [known.Email] }
                    : new Change<bool>(false);
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

    public ValueTask<RemovedToken> RemoveTokenAsync(string hash, CancellationToken ct) =>
        WriteAsync(db => RemoveToken(db, hash, _ => true), ct);

    public IAsyncEnumerable<StoredUser> PurgeAsync(DateTimeOffset now, TimeSpan? idleLife, CancellationToken ct) => Purge(now, idleLife, ct).ToAsyncEnumerable();

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

    private static ILiteCollection<BsonDocument> UsersOf(LiteDatabase db) => db.GetCollection(LiteDbRows.Users);

    private static ILiteCollection<BsonDocument> TokensOf(LiteDatabase db) => db.GetCollection(LiteDbRows.Tokens);

    private static StoredUser? UserOf(LiteDatabase db, string googleSub) =>
        UsersOf(db).FindOne(Query.EQ("google_sub", googleSub)) is { } row ? LiteDbRows.ToUser(row) : null;

    /// <summary>The same person with another address: row and tokens follow; whoever had that address before goes.</summary>
    private static (long Users, long Tokens) Move(LiteDatabase db, string from, string to)
    {
        var gone = RemoveUser(db, to);
        UsersOf(db).Delete(from);
        foreach (var token in TokensOf(db).Find(Query.EQ("user_email", from)).ToList())
        {
            token["user_email"] = to;
            TokensOf(db).Update(token);
        }

        return gone;
    }

    private static (long Users, long Tokens) RemoveUser(LiteDatabase db, string email) =>
        UsersOf(db).Delete(email) ? (-1, -TokensOf(db).DeleteMany(Query.EQ("user_email", email))) : default;

    private static Change<RemovedToken> RemoveToken(LiteDatabase db, string hash, Func<StoredToken, bool> condition)
    {
        var token = TokensOf(db).FindById(hash);
        if (token is null || !condition(LiteDbRows.ToToken(token)))
        {
            return new Change<RemovedToken>(default(RemovedToken));
        }

        TokensOf(db).Delete(hash);
        var email = token["user_email"];
        if (TokensOf(db).Exists(Query.EQ("user_email", email)) || UsersOf(db).FindById(email) is not { } user)
        {
            return new Change<RemovedToken>(new RemovedToken(true, null), Tokens: -1) { Hashes = [hash] };
        }

        UsersOf(db).Delete(email);
        return new Change<RemovedToken>(new RemovedToken(true, LiteDbRows.ToUser(user)), Users: -1, Tokens: -1) { Addresses = [email.AsString], Hashes = [hash] };
    }

    private IEnumerable<StoredUser> Purge(DateTimeOffset now, TimeSpan? idleLife, CancellationToken ct)
    {
        Write(db => new Change<int>(db.GetCollection(LiteDbRows.UsedStates).DeleteMany(Query.LT("keep_until", LiteDbRows.FromTime(now)))));
        foreach (var hash in LiteDbScan.EndedTokens(connection, now, idleLife, ct))
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
        try
        {
            var change = connection.Write(work, durable);
            recent.Forget(change.Addresses, change.Hashes);
            Interlocked.Add(ref users, change.Users);
            Interlocked.Add(ref tokens, change.Tokens);
            if (durable)
            {
                EmptyLogOfTheGone(change.Users);
            }

            return change.Result;
        }
        catch
        {
            // What is on disk now is for the next read to tell.
            recent.ForgetAll();
            throw;
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
    private sealed record Change<T>(T Result, long Users = 0, long Tokens = 0)
    {
        public IReadOnlyList<string> Addresses { get; init; } = [];

        public IReadOnlyList<string> Hashes { get; init; } = [];
    }
}
