using System.Globalization;
using Gcd.Infrastructure.Crypto;

namespace Gcd.Infrastructure.Tokens.Sql;

/// <summary>All rows of a database that speaks SQL, in batches by their keys.</summary>
internal sealed class SqlStoreRows(ISqlDatabase database, SqlFigures figures) : IStoreRows
{
    public ValueTask<IReadOnlyList<StoredUser>> ReadUsersAsync(string? after, int count, CancellationToken ct) =>
        ReadAsync($"SELECT {SqlRows.UserColumns} FROM user_tokens u WHERE u.user_email > @after AND u.google_sub IS NOT NULL ORDER BY u.user_email LIMIT @count", after, count, SqlRows.ToUser, ct);

    public ValueTask<IReadOnlyList<StoredToken>> ReadTokensAsync(string? after, int count, CancellationToken ct) =>
        ReadAsync(
            $"""
            SELECT {SqlRows.TokenColumns} FROM access_tokens t JOIN user_tokens u ON u.user_email = t.user_email
            WHERE t.access_token > @after AND u.google_sub IS NOT NULL ORDER BY t.access_token LIMIT @count
            """,
            after,
            count,
            SqlRows.ToToken,
            ct);

    public ValueTask<IReadOnlyList<UsedState>> ReadUsedStatesAsync(string? after, int count, CancellationToken ct) =>
        ReadAsync("SELECT state_id, keep_until FROM used_states WHERE state_id > @after ORDER BY state_id LIMIT @count", after, count, SqlRows.ToUsedState, ct);

    public ValueTask<IReadOnlyList<KeyId>> ReadKeyIdsAsync(CancellationToken ct) =>
        database.ReadAsync(session => ReadKeyIdsAsync(session, ct), ct);

    public ValueTask<byte[]?> ReadMetaAsync(string name, CancellationToken ct) =>
        database.ReadAsync(session => SqlMeta.GetAsync(session, name, ct), ct);

    public async ValueTask WriteMetaAsync(string name, byte[]? value, CancellationToken ct) =>
        await database.WriteAsync(
            async session =>
            {
                await SqlMeta.SetAsync(session, name, value, ct);
                return new SqlChange<bool>(true);
            },
            ct);

    public async ValueTask AddAsync(StoredRows rows, CancellationToken ct) =>
        await figures.WriteAsync(
            async session =>
            {
                var replaced = rows.ReplacesEarlier ? await RemoveEarlierAsync(session, rows.Users, ct) : default;
                await session.ExecuteManyAsync(SqlRows.InsertUser, rows.Users.Select(SqlRows.Of), ct);
                await session.ExecuteManyAsync(SqlRows.InsertToken, rows.Tokens.Select(SqlRows.Of), ct);
                await session.ExecuteManyAsync(SqlRows.InsertUsedState, rows.UsedStates.Select(SqlRows.Of), ct);
                return new SqlChange<bool>(true, rows.Counts() - replaced);
            },
            ct);

    public ValueTask<bool> IsInUseElsewhereAsync(CancellationToken ct) => database.IsInUseElsewhereAsync(ct);

    public ValueTask<long> CountEarlierUsersAsync(CancellationToken ct) =>
        database.ReadAsync(session => session.NumberAsync("SELECT count(*) FROM user_tokens WHERE google_sub IS NULL", SqlValues.None, ct), ct);

    /// <summary>One step in the index for each key, however many rows there are.</summary>
    public static async ValueTask<IReadOnlyList<KeyId>> ReadKeyIdsAsync(SqlSession session, CancellationToken ct)
    {
        var ids = new List<KeyId>();
        var last = string.Empty;
        while (await NextKeyIdAsync(session, last, ct) is { } next)
        {
            ids.Add(new KeyId(uint.Parse(next, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));
            last = next;
        }

        return ids;
    }

    /// <summary>Their tokens go with them; counted as the store counts them.</summary>
    private static async ValueTask<StoreCounts> RemoveEarlierAsync(SqlSession session, IReadOnlyList<StoredUser> users, CancellationToken ct)
    {
        var gone = default(StoreCounts);
        foreach (var user in users)
        {
            var email = new SqlValues(("@email", user.Email));
            var tokens = await SqlRows.CountTokensAsync(session, "JOIN user_tokens u ON u.user_email = t.user_email WHERE t.user_email = @email AND u.google_sub IS NULL", email, ct);
            var removed = await session.ExecuteAsync("DELETE FROM user_tokens WHERE user_email = @email AND google_sub IS NULL", email, ct);
            gone += removed == 0 ? default : tokens + StoreCounts.Of(GrantState.NeedsSignIn);
        }

        return gone;
    }

    private static ValueTask<string?> NextKeyIdAsync(SqlSession session, string last, CancellationToken ct) =>
        session.FirstAsync("SELECT key_id FROM user_tokens WHERE key_id > @last ORDER BY key_id LIMIT 1", new SqlValues(("@last", last)), row => row.Text(0), ct);

    private ValueTask<IReadOnlyList<T>> ReadAsync<T>(string sql, string? after, int count, Func<SqlRow, T> read, CancellationToken ct) =>
        database.ReadAsync(session => session.AllAsync(sql, new SqlValues(("@after", after ?? string.Empty), ("@count", (long)count)), read, ct), ct);
}
