using System.Runtime.CompilerServices;

namespace Gcd.Infrastructure.Tokens.Sql;

/// <summary>Users and tokens in a database that speaks SQL; what differs between databases is behind <see cref="ISqlDatabase"/>.</summary>
internal sealed class SqlTokenStore(ISqlDatabase database, SqlFigures figures) : ITokenStore
{
    private const int MostMoves = 5;
    private static readonly string Session = TokenKind.Session.Name();

    public StoreCounts Counts => figures.Counts;

    public long SizeInBytes => figures.SizeInBytes;

    public ValueTask<TokenWithUser?> FindTokenAsync(string hash, CancellationToken ct) =>
        database.ReadAsync(
            session => session.FirstAsync(
                $"SELECT {SqlRows.TokenColumns}, {SqlRows.UserColumns} FROM access_tokens t JOIN user_tokens u ON u.user_email = t.user_email WHERE t.access_token = @hash AND u.google_sub IS NOT NULL",
                new SqlValues(("@hash", hash)),
                SqlRows.ToTokenWithUser,
                ct),
            ct);

    public ValueTask<StoredUser?> FindUserBySubAsync(string googleSub, CancellationToken ct) =>
        database.ReadAsync(session => FindUserAsync(session, googleSub, string.Empty, ct), ct);

    public ValueTask<StoredUser?> FindUserByEmailAsync(string email, CancellationToken ct) =>
        database.ReadAsync(
            session => session.FirstAsync(
                $"SELECT {SqlRows.UserColumns} FROM user_tokens u WHERE u.user_email = @email AND u.google_sub IS NOT NULL",
                new SqlValues(("@email", email)),
                SqlRows.ToUser,
                ct),
            ct);

    public ValueTask<bool> SaveSignInAsync(StoredUser user, long? readVersion, StoredToken token, CancellationToken ct) =>
        figures.WriteAsync(
            async session =>
            {
                var known = await FindUserAsync(session, user.GoogleSub, session.Dialect.ForUpdate, ct);
                if (known?.Version != readVersion)
                {
                    return SqlChange<bool>.Nothing(false);
                }

                // Whoever has the address now is another person, or a row of the earlier service.
                var gone = known?.Email == user.Email ? default : await RemoveOtherAsync(session, user, ct);
                var written = known is null
                    ? await session.ExecuteAsync(SqlRows.InsertUser, SqlRows.Of(user), ct)
                    : await UpdateUserAsync(session, user, known.Version, ct);
                if (written == 0)
                {
                    return SqlChange<bool>.Nothing(false);
                }

                await session.ExecuteAsync(SqlRows.InsertToken, SqlRows.Of(token), ct);
                var before = known is null ? default : StoreCounts.Of(known.State);
                return new SqlChange<bool>(true, StoreCounts.Of(user.State) + StoreCounts.Of(token.Kind) - before - gone);
            },
            ct);

    public ValueTask<bool> UpdateGrantAsync(StoredUser user, long readVersion, CancellationToken ct) =>
        figures.WriteAsync(
            async session =>
            {
                // The row may have moved to a new address since it was read, so it is found by its subject; the version tells the rest.
                var known = await FindUserAsync(session, user.GoogleSub, session.Dialect.ForUpdate, ct);
                if (known?.Version != readVersion)
                {
                    return SqlChange<bool>.Nothing(false);
                }

                await session.ExecuteAsync(
                    """
                    UPDATE user_tokens SET token_data = @token_data, updated_at = @updated_at, granted_scopes = @scopes, client_id = @client_id, state = @state, version = @version, key_id = @key_id
                    WHERE google_sub = @sub
                    """,
                    SqlRows.Of(user),
                    ct);
                return new SqlChange<bool>(true, StoreCounts.Of(user.State) - StoreCounts.Of(known.State));
            },
            ct);

    public ValueTask<bool> SettleSubjectAsync(string earlierSub, long readVersion, StoredUser user, Func<StoredToken, byte[]> rebind, CancellationToken ct) =>
        figures.WriteAsync(
            async session =>
            {
                var earlier = await FindUserAsync(session, earlierSub, session.Dialect.ForUpdate, ct);
                if (earlier?.Version != readVersion)
                {
                    return SqlChange<bool>.Nothing(false);
                }

                var known = await FindUserAsync(session, user.GoogleSub, session.Dialect.ForUpdate, ct);
                // What is kept of reads is sealed for the earlier subject, and the foreign key holds it.
                await session.ExecuteAsync("DELETE FROM sync_states WHERE google_sub = @sub", new SqlValues(("@sub", earlierSub)), ct);
                var tokens = await session.AllAsync($"SELECT {SqlRows.TokenColumns} FROM access_tokens t WHERE t.user_email = @email", new SqlValues(("@email", earlier.Email)), SqlRows.ToToken, ct);
                var owner = known?.Email ?? earlier.Email;
                await session.ExecuteManyAsync(
                    "UPDATE access_tokens SET user_email = @email, binding = @binding WHERE access_token = @hash",
                    tokens.Select(token => new SqlValues(("@email", owner), ("@binding", rebind(token)), ("@hash", token.Hash))),
                    ct);
                var settled = known is null ? user with { Email = earlier.Email } : SettledSubject.Merge(known, user);
                var change = known is null ? default : default(StoreCounts) - StoreCounts.Of(known.State);
                if (known is not null)
                {
                    await session.ExecuteAsync("DELETE FROM user_tokens WHERE google_sub = @sub", new SqlValues(("@sub", earlierSub)), ct);
                }

                await session.ExecuteAsync(
                    """
                    UPDATE user_tokens SET token_data = @token_data, updated_at = @updated_at, google_sub = @sub, granted_scopes = @scopes, client_id = @client_id, state = @state, version = @version, key_id = @key_id
                    WHERE user_email = @email
                    """,
                    SqlRows.Of(settled),
                    ct);
                return new SqlChange<bool>(true, change + StoreCounts.Of(settled.State) - StoreCounts.Of(earlier.State));
            },
            ct);

    public async ValueTask TouchTokenAsync(string hash, DateTimeOffset usedAt, CancellationToken ct) =>
        await figures.WriteAsync(
            async session => new SqlChange<int>(await session.ExecuteAsync(
                "UPDATE access_tokens SET last_used_at = @used_at WHERE access_token = @hash",
                new SqlValues(("@used_at", usedAt), ("@hash", hash)),
                ct))
            { MayBeLost = true },
            ct);

    public ValueTask<AddedToken> AddTokenAsync(string googleSub, StoredToken token, int most, CancellationToken ct) =>
        figures.WriteAsync(
            async session =>
            {
                // The lock on the user's row lets two who add the last one go one after the other.
                if (await FindUserAsync(session, googleSub, session.Dialect.ForUpdate, ct) is not { } user)
                {
                    return SqlChange<AddedToken>.Nothing(AddedToken.NoUser);
                }

                var ofKind = new SqlValues(("@email", user.Email), ("@kind", token.Kind.Name()));
                if (await session.NumberAsync("SELECT count(*) FROM access_tokens WHERE user_email = @email AND kind = @kind", ofKind, ct) >= most)
                {
                    return SqlChange<AddedToken>.Nothing(AddedToken.TooMany);
                }

                await session.ExecuteAsync(SqlRows.InsertToken, SqlRows.Of(token with { UserEmail = user.Email }), ct);
                return new SqlChange<AddedToken>(AddedToken.Added, StoreCounts.Of(token.Kind));
            },
            ct);

    public ValueTask<IReadOnlyList<StoredToken>> ReadTokensAsync(string googleSub, CancellationToken ct) =>
        database.ReadAsync(
            session => session.AllAsync(
                $"""
                SELECT {SqlRows.TokenColumns} FROM access_tokens t JOIN user_tokens u ON u.user_email = t.user_email
                WHERE u.google_sub = @sub ORDER BY t.created_at DESC, t.access_token
                """,
                new SqlValues(("@sub", googleSub)),
                SqlRows.ToToken,
                ct),
            ct);

    public ValueTask<RemovedToken> RemoveTokenAsync(string hash, CancellationToken ct) => RemoveTokenAsync(hash, _ => true, mayBeLost: false, ct);

    public ValueTask<StoredUser?> RemoveUserAsync(string googleSub, CancellationToken ct) =>
        figures.WriteAsync(
            async session => await FindUserAsync(session, googleSub, session.Dialect.ForUpdate, ct) is { } user
                ? new SqlChange<StoredUser?>(user, default(StoreCounts) - await RemoveAsync(session, user, ct))
                : SqlChange<StoredUser?>.Nothing(null),
            ct);

    public async IAsyncEnumerable<StoredUser> PurgeAsync(DateTimeOffset now, TimeSpan? idleLife, IReadOnlyList<HashRange> idleAmong, [EnumeratorCancellation] CancellationToken ct)
    {
        await figures.WriteAsync(
            async session => new SqlChange<int>(await session.ExecuteAsync("DELETE FROM used_states WHERE keep_until < @now", new SqlValues(("@now", now)), ct)) { MayBeLost = true },
            ct);
        foreach (var search in EndedTokens.Searches(now, idleLife, idleAmong))
        {
            for (var mayBeMore = true; mayBeMore;)
            {
                var batch = await database.ReadAsync(session => search.ReadAsync(session, ct), ct);
                mayBeMore = false;
                foreach (var hash in batch)
                {
                    // Looked at once more under the lock: it may have been used since. What a crash undoes is removed the next time.
                    var removed = await RemoveTokenAsync(hash, token => AccessTokenLifeRule.IsOver(token, now, idleLife), mayBeLost: true, ct);
                    mayBeMore |= removed.Existed && batch.Count == EndedTokens.MostInABatch;
                    if (removed.Orphan is { } orphan)
                    {
                        yield return orphan;
                    }
                }
            }
        }
    }

    public ValueTask CorrectCountsAsync(CancellationToken ct) => figures.CorrectAsync(ct);

    public ValueTask<bool> UseStateAsync(string id, DateTimeOffset keepUntil, CancellationToken ct) =>
        figures.WriteAsync(
            async session => new SqlChange<bool>(await session.ExecuteAsync(SqlRows.InsertUsedState, SqlRows.Of(new UsedState(id, keepUntil)), ct) == 1),
            ct);

    public async ValueTask ProbeAsync(CancellationToken ct) =>
        await database.ReadAsync(session => session.NumberAsync("SELECT count(*) FROM gcd_meta", SqlValues.None, ct), ct);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static ValueTask<StoredUser?> FindUserAsync(SqlSession session, string googleSub, string ending, CancellationToken ct) =>
        session.FirstAsync($"SELECT {SqlRows.UserColumns} FROM user_tokens u WHERE u.google_sub = @sub{ending}", new SqlValues(("@sub", googleSub)), SqlRows.ToUser, ct);

    private static ValueTask<int> UpdateUserAsync(SqlSession session, StoredUser user, long readVersion, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE user_tokens SET user_email = @email, user_hash = @user_hash, token_data = @token_data, created_at = @created_at, updated_at = @updated_at,
              granted_scopes = @scopes, client_id = @client_id, state = @state, version = @version, key_id = @key_id
            WHERE google_sub = @sub AND version = @read_version
            """,
            SqlRows.Of(user).With("@read_version", readVersion),
            ct);

    /// <summary>Not the same person, whom another sign-in may have saved a moment ago. The tokens go with the user, by the foreign key.</summary>
    private static async ValueTask<StoreCounts> RemoveOtherAsync(SqlSession session, StoredUser user, CancellationToken ct)
    {
        const string Other = "user_email = @email AND (google_sub IS NULL OR google_sub <> @sub)";
        var values = new SqlValues(("@email", user.Email), ("@sub", user.GoogleSub));
        var tokens = await SqlRows.CountTokensAsync(session, $"WHERE t.user_email IN (SELECT user_email FROM user_tokens WHERE {Other})", values, ct);
        var dead = await session.NumberAsync($"SELECT count(*) FROM user_tokens WHERE {Other} AND state = '{SqlRows.NeedsSignIn}'", values, ct);
        return tokens + new StoreCounts(Users: await session.ExecuteAsync($"DELETE FROM user_tokens WHERE {Other}", values, ct), NeedSignIn: dead);
    }

    private ValueTask<RemovedToken> RemoveTokenAsync(string hash, Func<StoredToken, bool> condition, bool mayBeLost, CancellationToken ct) =>
        figures.WriteAsync(
            async session =>
            {
                var values = new SqlValues(("@hash", hash));
                for (var tries = 0; tries < MostMoves; tries++)
                {
                    var token = await session.FirstAsync($"SELECT {SqlRows.TokenColumns} FROM access_tokens t WHERE t.access_token = @hash", values, SqlRows.ToToken, ct);
                    if (token is null || !condition(token))
                    {
                        break;
                    }

                    // The user's row is locked first, as a sign-in does: of two who end the last two tokens at once, the second sees that none is left.
                    if (await LockUserAsync(session, token.UserEmail, ct) is { } user && await RemoveTokenOfAsync(session, user, token, ct) is { } change)
                    {
                        return change with { MayBeLost = mayBeLost };
                    }

                    // Between two of the statements the token was ended, or the person moved to a new address, where the old one may be another person's now.
                }

                return SqlChange<RemovedToken>.Nothing(default);
            },
            ct);

    private static ValueTask<StoredUser?> LockUserAsync(SqlSession session, string email, CancellationToken ct) =>
        session.FirstAsync(
            $"SELECT {SqlRows.UserColumns} FROM user_tokens u WHERE u.user_email = @email AND u.google_sub IS NOT NULL{session.Dialect.ForUpdate}",
            new SqlValues(("@email", email)),
            SqlRows.ToUser,
            ct);

    /// <returns>Null, and nothing was changed, when the token is not this user's.</returns>
    private static async ValueTask<SqlChange<RemovedToken>?> RemoveTokenOfAsync(SqlSession session, StoredUser user, StoredToken token, CancellationToken ct)
    {
        var email = new SqlValues(("@email", user.Email));
        var gone = default(StoreCounts) - StoreCounts.Of(token.Kind);
        if (await session.ExecuteAsync("DELETE FROM access_tokens WHERE user_email = @email AND access_token = @hash", email.With("@hash", token.Hash), ct) == 0)
        {
            return null;
        }

        if (await session.NumberAsync($"SELECT count(*) FROM access_tokens WHERE user_email = @email AND kind <> '{Session}'", email, ct) > 0)
        {
            return new SqlChange<RemovedToken>(new RemovedToken(true, null), gone);
        }

        return new SqlChange<RemovedToken>(new RemovedToken(true, user), gone - await RemoveAsync(session, user, ct));
    }

    /// <summary>Removes the user; the tokens that are left go by the foreign key.</summary>
    private static async ValueTask<StoreCounts> RemoveAsync(SqlSession session, StoredUser user, CancellationToken ct)
    {
        var email = new SqlValues(("@email", user.Email));
        var tokens = await SqlRows.CountTokensAsync(session, "WHERE t.user_email = @email", email, ct);
        await session.ExecuteAsync("DELETE FROM user_tokens WHERE user_email = @email", email, ct);
        return StoreCounts.Of(user.State) + tokens;
    }
}
