namespace Gcd.Infrastructure.Tokens.Sql;

/// <summary>
/// The table <c>row_counts</c>: how many rows there are, changed by each transaction that changes it, so that nobody has to count.
/// A database that many write to has several rows, whose sum counts: two sign-ins seldom wait for each other at the same one.
/// </summary>
internal static class SqlRowCounts
{
    public const string Table =
        """
        CREATE TABLE IF NOT EXISTS row_counts (
          slot BIGINT PRIMARY KEY,
          users BIGINT NOT NULL,
          need_sign_in BIGINT NOT NULL,
          access_tokens BIGINT NOT NULL,
          earlier_tokens BIGINT NOT NULL,
          links BIGINT NOT NULL,
          sessions BIGINT NOT NULL
        )
        """;

    private const int SharedSlots = 64;

    private const string Add =
        """
        INSERT INTO row_counts (slot, users, need_sign_in, access_tokens, earlier_tokens, links, sessions)
        VALUES (@slot, @users, @need_sign_in, @access_tokens, @earlier_tokens, @links, @sessions)
        ON CONFLICT (slot) DO UPDATE SET users = row_counts.users + excluded.users, need_sign_in = row_counts.need_sign_in + excluded.need_sign_in,
          access_tokens = row_counts.access_tokens + excluded.access_tokens, earlier_tokens = row_counts.earlier_tokens + excluded.earlier_tokens,
          links = row_counts.links + excluded.links, sessions = row_counts.sessions + excluded.sessions
        """;

    private const string Sums =
        """
        SELECT CAST(coalesce(sum(users), 0) AS BIGINT) AS users, CAST(coalesce(sum(need_sign_in), 0) AS BIGINT) AS need_sign_in,
          CAST(coalesce(sum(access_tokens), 0) AS BIGINT) AS access_tokens, CAST(coalesce(sum(earlier_tokens), 0) AS BIGINT) AS earlier_tokens,
          CAST(coalesce(sum(links), 0) AS BIGINT) AS links, CAST(coalesce(sum(sessions), 0) AS BIGINT) AS sessions FROM row_counts
        """;

    // One statement sees one moment, so what it finds missing stays missing, whatever others write meanwhile.
    private static readonly string Missing =
        $"""
        SELECT counted.users - noted.users, counted.need_sign_in - noted.need_sign_in, counted.tokens - counted.links - counted.sessions - noted.access_tokens,
          counted.earlier_tokens - noted.earlier_tokens, counted.links - noted.links, counted.sessions - noted.sessions
        FROM (SELECT (SELECT count(*) FROM user_tokens) AS users,
          (SELECT count(*) FROM user_tokens WHERE state = '{SqlRows.NeedsSignIn}') AS need_sign_in,
          (SELECT count(*) FROM access_tokens) AS tokens,
          (SELECT count(*) FROM access_tokens WHERE kind <> 'access' AND kind = '{TokenKind.Earlier.Name()}') AS earlier_tokens,
          (SELECT count(*) FROM access_tokens WHERE kind <> 'access' AND kind = '{TokenKind.Link.Name()}') AS links,
          (SELECT count(*) FROM access_tokens WHERE kind <> 'access' AND kind = '{TokenKind.Session.Name()}') AS sessions) AS counted,
          ({Sums}) AS noted
        """;

    /// <summary>Adds a change to the counts, as the transaction's last statement: nobody waits for its row longer than for the commit.</summary>
    public static async ValueTask AddAsync(SqlSession session, StoreCounts change, bool isShared, CancellationToken ct)
    {
        // No secret: which row it is does not matter.
#pragma warning disable CA5394
        var slot = isShared ? Random.Shared.Next(SharedSlots) : 0;
#pragma warning restore CA5394
        await session.ExecuteAsync(
            Add,
            new SqlValues(
                ("@slot", (long)slot),
                ("@users", change.Users),
                ("@need_sign_in", change.NeedSignIn),
                ("@access_tokens", change.AccessTokens),
                ("@earlier_tokens", change.EarlierTokens),
                ("@links", change.Links),
                ("@sessions", change.Sessions)),
            ct);
    }

    public static async ValueTask<StoreCounts> ReadAsync(SqlSession session, CancellationToken ct) => StoreCounts.Sum(await session.AllAsync(Sums, SqlValues.None, ToCounts, ct));

    /// <summary>Counts all rows and corrects what is noted: at an update, and where rows were changed past this Gcd.</summary>
    /// <returns>By how much it was wrong.</returns>
    public static async ValueTask<StoreCounts> CorrectAsync(SqlSession session, bool isShared, CancellationToken ct)
    {
        // One after the other, or two would both add what is missing; the next statement sees what was added before.
        await session.NumberAsync($"SELECT 1 FROM gcd_meta WHERE name = '{SqlMeta.SchemaVersion}'{session.Dialect.ForUpdate}", SqlValues.None, ct);
        var missing = StoreCounts.Sum(await session.AllAsync(Missing, SqlValues.None, ToCounts, ct));
        if (missing != default)
        {
            await AddAsync(session, missing, isShared, ct);
        }

        return missing;
    }

    private static StoreCounts ToCounts(SqlRow row) => new(row.Number(0), row.Number(1), row.Number(2), row.Number(3), row.Number(4), row.Number(5));
}
