using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.Sql;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>Tables and indexes, in SQL that CockroachDB and YugabyteDB take as well.</summary>
internal static class PostgresSchema
{
    /// <summary>2: tokens have the columns <c>kind</c> and <c>rights</c>. 3: there is <c>sync_states</c>. 4: there is <c>row_counts</c>.</summary>
    public const int Version = 4;

    private const string Meta = "CREATE TABLE IF NOT EXISTS gcd_meta (name TEXT PRIMARY KEY, value BYTEA NOT NULL)";

    private static readonly string[] First =
    [
        """
        CREATE TABLE IF NOT EXISTS user_tokens (
          user_email TEXT PRIMARY KEY,
          user_hash TEXT NOT NULL,
          token_data BYTEA NOT NULL,
          created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
          updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
          google_sub TEXT UNIQUE,
          granted_scopes TEXT NOT NULL DEFAULT '',
          client_id TEXT NOT NULL DEFAULT '',
          state TEXT NOT NULL DEFAULT 'needs_sign_in',
          version BIGINT NOT NULL DEFAULT 0,
          key_id TEXT
        )
        """,
        "CREATE INDEX IF NOT EXISTS user_tokens_key_id ON user_tokens (key_id)",
        """
        CREATE TABLE IF NOT EXISTS access_tokens (
          access_token TEXT PRIMARY KEY,
          user_email TEXT NOT NULL REFERENCES user_tokens (user_email) ON DELETE CASCADE ON UPDATE CASCADE,
          created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
          last_used_at TIMESTAMPTZ,
          expires_at TIMESTAMPTZ,
          name TEXT,
          binding BYTEA NOT NULL
        )
        """,
        "CREATE INDEX IF NOT EXISTS access_tokens_user_email ON access_tokens (user_email)",
        "CREATE TABLE IF NOT EXISTS used_states (state_id TEXT PRIMARY KEY, keep_until TIMESTAMPTZ NOT NULL)",
        "CREATE INDEX IF NOT EXISTS used_states_keep_until ON used_states (keep_until)",
        """
        CREATE TABLE IF NOT EXISTS user_leases (
          google_sub TEXT PRIMARY KEY,
          holder TEXT NOT NULL,
          fence BIGINT NOT NULL,
          expires_at TIMESTAMPTZ NOT NULL
        )
        """,
    ];

    // Instances of before write neither, and read both as they are by default.
    private static readonly string[] Second =
    [
        "ALTER TABLE access_tokens ADD COLUMN IF NOT EXISTS kind TEXT NOT NULL DEFAULT 'access'",
        "ALTER TABLE access_tokens ADD COLUMN IF NOT EXISTS rights TEXT",
        .. SqlRows.SmallIndexes,
    ];

    // Instances of before do not know it, and it goes with their users all the same.
    private static readonly string[] Third =
    [
        """
        CREATE TABLE IF NOT EXISTS sync_states (
          state_id TEXT PRIMARY KEY,
          google_sub TEXT NOT NULL REFERENCES user_tokens (google_sub) ON DELETE CASCADE,
          kind TEXT NOT NULL,
          sealed BYTEA NOT NULL,
          created_at TIMESTAMPTZ NOT NULL,
          keep_until TIMESTAMPTZ NOT NULL
        )
        """,
        .. SqlRows.SyncStateIndexes,
    ];

    // Instances of before do not count; the next round of the purge corrects that.
    private static readonly string[] Fourth =
    [
        SqlRowCounts.Table,
        SqlRows.ExpiryIndex,
        // Room in each page for the next version of a row, so that the time of a last use, or a refresh, changes no index.
        "ALTER TABLE access_tokens SET (fillfactor = 90)",
        "ALTER TABLE user_tokens SET (fillfactor = 80)",
    ];

    /// <summary>The version that the database holds: 0 where a first start or a copy was killed, null where there was none.</summary>
    /// <exception cref="StartupException">A newer Gcd wrote it.</exception>
    public static async ValueTask<int?> ReadVersionAsync(SqlSession session, CancellationToken ct)
    {
        var tables = await session.NumberAsync(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'gcd_meta'",
            SqlValues.None,
            ct);
        if (tables == 0)
        {
            return null;
        }

        var version = await SqlMeta.ReadSchemaVersionAsync(session, ct) ?? 0;
        return version > Version ? throw StoreKeys.NewerSchema("POSTGRES_CONNECTION: the database", version, Version) : version;
    }

    /// <summary>The first thing that a copy leaves in a new database, in one transaction: a kill before it leaves nothing.</summary>
    public static async ValueTask MarkUnfinishedAsync(ISqlDatabase database, CancellationToken ct) =>
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(Meta, SqlValues.None, ct);
                await SqlMeta.SetAsync(session, CopyTargetMark.MetaName, CopyTargetMark.MetaValue, ct);
                return new SqlChange<bool>(true);
            },
            ct);

    /// <summary>Makes what is missing. Instances may do so together: the row of the version lets one go first.</summary>
    public static async ValueTask BringAsync(ISqlDatabase database, CancellationToken ct)
    {
        await database.WriteAsync(async session => new SqlChange<int>(await session.ExecuteAsync(Meta, SqlValues.None, ct)), ct);
        await database.WriteAsync(async session => new SqlChange<byte[]>(await SqlMeta.GetOrAddAsync(session, SqlMeta.SchemaVersion, "0"u8.ToArray(), ct)), ct);
        await database.WriteAsync(
            async session =>
            {
                // An index on many rows takes its time, and whoever starts meanwhile waits for it.
                session.IsForLong = true;
                await session.ExecuteAsync("SELECT value FROM gcd_meta WHERE name = 'schema_version' FOR UPDATE", SqlValues.None, ct);
                if (await SqlMeta.ReadSchemaVersionAsync(session, ct) >= Version)
                {
                    return SqlChange<bool>.Nothing(false);
                }

                foreach (var statement in First.Concat(Second).Concat(Third).Concat(Fourth))
                {
                    await session.ExecuteAsync(statement, SqlValues.None, ct);
                }

                await SqlRowCounts.CorrectAsync(session, database.IsShared, ct);
                await SqlMeta.WriteSchemaVersionAsync(session, Version, ct);
                return new SqlChange<bool>(true);
            },
            ct);
    }
}
