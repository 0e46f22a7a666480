using Gcd.Infrastructure.Tokens.Embedded;
using LiteDB;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>The embedded store: one file, one process.</summary>
internal sealed class LiteDbTokenStore : ITokenStore
{
    private const int DuplicateKey = 110;

    private readonly DatabaseLock fileLock;
    private readonly LiteDbConnection connection;
    private volatile RecentTokens recent = new();
    private long users;
    private long tokens;

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
        // Taken before the read: a write meanwhile puts another one in its place, so no row of before the write is found after it.
        var known = recent;
        if (known.Find(hash) is { } found)
        {
            return ValueTask.FromResult<TokenWithUser?>(found);
        }

        var read = connection.Read(db =>
            TokensOf(db).FindById(hash) is { } token && UsersOf(db).FindById(token["user_email"]) is { } user
                ? new TokenWithUser(LiteDbRows.ToToken(token), LiteDbRows.ToUser(user))
                : null);
        if (known.IsFull)
        {
            recent = new RecentTokens();
        }
        else if (read is not null)
        {
            known.Keep(read);
        }

        return ValueTask.FromResult(read);
    }

    public ValueTask<StoredUser?> FindUserBySubAsync(string googleSub, CancellationToken ct) =>
        ValueTask.FromResult(connection.Read(db => UserOf(db, googleSub)));

    public ValueTask<bool> SaveSignInAsync(StoredUser user, long? readVersion, StoredToken token, CancellationToken ct) =>
        WriteAsync(db =>
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
            return new Change<bool>(true, gone.Users + (known is null ? 1 : 0), gone.Tokens + 1);
        });

    public ValueTask<bool> UpdateGrantAsync(StoredUser user, long readVersion, CancellationToken ct) =>
        WriteAsync(db =>
        {
            // The row may have moved to a new address since it was read; the version tells.
            var known = UserOf(db, user.GoogleSub);
            return new Change<bool>(known?.Version == readVersion && UsersOf(db).Update(LiteDbRows.FromUser(user with { Email = known.Email })));
        });

    public ValueTask TouchTokenAsync(string hash, DateTimeOffset usedAt, CancellationToken ct)
    {
        connection.Write(
            db =>
            {
                var token = TokensOf(db).FindById(hash);
                if (token is not null)
                {
                    token["last_used_at"] = LiteDbRows.FromTime(usedAt);
                    TokensOf(db).Update(token);
                }

                return token is not null;
            },
            durable: false);
        // An older time that comes back with a read at the same moment only leads to one more touch.
        recent.Forget(hash);
        return ValueTask.CompletedTask;
    }

    public ValueTask<RemovedToken> RemoveTokenAsync(string hash, CancellationToken ct) =>
        WriteAsync(db => RemoveToken(db, hash));

    public ValueTask<IReadOnlyList<StoredUser>> PurgeAsync(DateTimeOffset now, TimeSpan? idleLife, CancellationToken ct)
    {
        var orphans = new List<StoredUser>();
        foreach (var hash in LiteDbScan.EndedTokens(connection, now, idleLife, ct))
        {
            if (Write(db => RemoveToken(db, hash)).Orphan is { } orphan)
            {
                orphans.Add(orphan);
            }
        }

        connection.Write(db => db.GetCollection(LiteDbRows.UsedStates).DeleteMany(Query.LT("keep_until", LiteDbRows.FromTime(now))));
        return ValueTask.FromResult<IReadOnlyList<StoredUser>>(orphans);
    }

    public ValueTask<bool> UseStateAsync(string id, DateTimeOffset keepUntil, CancellationToken ct) =>
        // Not by Write: no token or user changes, so no row that was read is dropped.
        ValueTask.FromResult(connection.Write(db =>
        {
            try
            {
                db.GetCollection(LiteDbRows.UsedStates).Insert(LiteDbRows.FromUsedState(new UsedState(id, keepUntil)));
                return true;
            }
            catch (LiteException duplicate) when (duplicate.ErrorCode == DuplicateKey)
            {
                return false;
            }
        }));

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

    private static Change<RemovedToken> RemoveToken(LiteDatabase db, string hash)
    {
        var token = TokensOf(db).FindById(hash);
        if (token is null)
        {
            return new Change<RemovedToken>(default);
        }

        TokensOf(db).Delete(hash);
        var email = token["user_email"];
        if (TokensOf(db).Exists(Query.EQ("user_email", email)) || UsersOf(db).FindById(email) is not { } user)
        {
            return new Change<RemovedToken>(new RemovedToken(true, null), Tokens: -1);
        }

        UsersOf(db).Delete(email);
        return new Change<RemovedToken>(new RemovedToken(true, LiteDbRows.ToUser(user)), Users: -1, Tokens: -1);
    }

    private ValueTask<T> WriteAsync<T>(Func<LiteDatabase, Change<T>> work) => ValueTask.FromResult(Write(work));

    private T Write<T>(Func<LiteDatabase, Change<T>> work)
    {
        try
        {
            var change = connection.Write(work);
            Interlocked.Add(ref users, change.Users);
            Interlocked.Add(ref tokens, change.Tokens);
            return change.Result;
        }
        finally
        {
            // A failed write too: what is on disk then is for the next read to tell.
            recent = new RecentTokens();
        }
    }

    /// <summary>A transaction's result, and by how much it changed the counts.</summary>
    private readonly record struct Change<T>(T Result, long Users = 0, long Tokens = 0);
}
