using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.Sql;

namespace Gcd.Infrastructure.Tokens.Sqlite;

/// <summary>Tables and indexes. The first columns are the earlier service's; those that follow are ours.</summary>
internal static class SqliteSchema
{
    /// <summary>2: tokens have the columns <c>kind</c> and <c>rights</c>. 3: there is <c>sync_states</c>. 4: there is <c>row_counts</c>.</summary>
    public const int Version = 4;

    private const string Users =
        """
        CREATE TABLE user_tokens (
          user_email TEXT PRIMARY KEY,
          user_hash TEXT NOT NULL,
          token_data BLOB NOT NULL,
          created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
          updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
          google_sub TEXT UNIQUE,
          granted_scopes TEXT NOT NULL DEFAULT '',
          client_id TEXT NOT NULL DEFAULT '',
          state TEXT NOT NULL DEFAULT 'needs_sign_in',
          version INTEGER NOT NULL DEFAULT 0,
          key_id TEXT
        )
        """;

    private const string Tokens =
        """
        CREATE TABLE access_tokens (
          access_token TEXT PRIMARY KEY,
          user_email TEXT NOT NULL,
          created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
          last_used_at TIMESTAMP,
          expires_at TIMESTAMP,
          name TEXT,
          binding BLOB NOT NULL DEFAULT X'',
          kind TEXT NOT NULL DEFAULT 'access',
          rights TEXT,
          FOREIGN KEY (user_email) REFERENCES user_tokens (user_email) ON DELETE CASCADE ON UPDATE CASCADE
        )
        """;

    private static readonly string[] SyncStates =
    [
        """
        CREATE TABLE sync_states (
          state_id TEXT PRIMARY KEY,
          google_sub TEXT NOT NULL REFERENCES user_tokens (google_sub) ON DELETE CASCADE,
          kind TEXT NOT NULL,
          sealed BLOB NOT NULL,
          created_at TIMESTAMP NOT NULL,
          keep_until TIMESTAMP NOT NULL
        )
        """,
        .. SqlRows.SyncStateIndexes,
    ];

    private static readonly string[] Counts = [SqlRowCounts.Table, SqlRows.ExpiryIndex];

    private static readonly string[] Rest =
    [
        "CREATE INDEX user_tokens_key_id ON user_tokens (key_id)",
        "CREATE INDEX access_tokens_user_email ON access_tokens (user_email)",
        "CREATE TABLE used_states (state_id TEXT PRIMARY KEY, keep_until TIMESTAMP NOT NULL)",
        "CREATE INDEX used_states_keep_until ON used_states (keep_until)",
        "CREATE TABLE gcd_meta (name TEXT PRIMARY KEY, value BLOB NOT NULL)",
        .. SqlRows.SmallIndexes,
        .. SyncStates,
        .. Counts,
    ];

    // SQLite cannot add ON UPDATE CASCADE or UNIQUE to a table, so both are made anew and filled (https://sqlite.org/lang_altertable.html, 7).
    // The earlier service did not switch foreign keys on: tokens of nobody can be there, and no user is left for them.
    private static readonly string[] FromEarlierService =
    [
        "ALTER TABLE access_tokens RENAME TO earlier_access_tokens",
        "ALTER TABLE user_tokens RENAME TO earlier_user_tokens",
        Users,
        Tokens,
        """
        INSERT INTO user_tokens (user_email, user_hash, token_data, created_at, updated_at)
        SELECT user_email, user_hash, token_data, created_at, updated_at FROM earlier_user_tokens WHERE user_email IS NOT NULL
        """,
        """
        INSERT INTO access_tokens (access_token, user_email, created_at)
        SELECT access_token, user_email, created_at FROM earlier_access_tokens
        WHERE access_token IS NOT NULL AND user_email IN (SELECT user_email FROM user_tokens)
        """,
        "DROP TABLE earlier_access_tokens",
        "DROP TABLE earlier_user_tokens",
        .. Rest,
    ];

    private static readonly string[] New = [Users, Tokens, .. Rest];

    private static readonly string[] FromVersion1 =
    [
        "ALTER TABLE access_tokens ADD COLUMN kind TEXT NOT NULL DEFAULT 'access'",
        "ALTER TABLE access_tokens ADD COLUMN rights TEXT",
        .. SqlRows.SmallIndexes,
        .. SyncStates,
        .. Counts,
    ];

    /// <summary>What a database holds, told by its tables.</summary>
    /// <exception cref="StartupException">It is somebody else's, or a newer Gcd's.</exception>
    public static async ValueTask<SqliteContent> RecogniseAsync(SqlSession session, string path, CancellationToken ct)
    {
        var tables = await session.AllAsync("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", SqlValues.None, row => row.Text(0), ct);
        if (tables.Contains("gcd_meta"))
        {
            return await SqlMeta.ReadSchemaVersionAsync(session, ct) switch
            {
                > Version and var newer => throw StoreKeys.NewerSchema($"GOOGLE_DATABASE: '{path}'", newer, Version),
                1 => SqliteContent.Version1,
                2 => SqliteContent.Version2,
                3 => SqliteContent.Version3,
                _ => SqliteContent.Current,
            };
        }

        if (tables.Count == 0)
        {
            return SqliteContent.New;
        }

        if (tables.Contains("user_tokens") && await session.NumberAsync("SELECT count(*) FROM pragma_table_info('user_tokens') WHERE name = 'provider'", SqlValues.None, ct) > 0)
        {
            // A person may have a row for each provider there, which this table cannot hold.
            throw new StartupException(
                $"GOOGLE_DATABASE: '{path}' is a database of the earlier service's later version. Nothing was changed. " +
                $"Choose a new path, and carry its people over: takeover --from '{path}' (docs/switching.md).");
        }

        return tables.Contains("user_tokens") && tables.Contains("access_tokens")
            ? SqliteContent.EarlierService
            : throw new StartupException(
                $"GOOGLE_DATABASE: '{path}' is an SQLite database of another program (its tables: {string.Join(", ", tables)}). Nothing was changed. Choose another path.");
    }

    /// <summary>Makes the tables, wholly or not at all.</summary>
    public static async ValueTask BringAsync(ISqlDatabase database, SqliteContent content, CancellationToken ct) =>
        await database.WriteAsync(
            async session =>
            {
                foreach (var statement in Statements(content))
                {
                    await session.ExecuteAsync(statement, SqlValues.None, ct);
                }

                await SqlRowCounts.CorrectAsync(session, database.IsShared, ct);
                await SqlMeta.WriteSchemaVersionAsync(session, Version, ct);
                return new SqlChange<bool>(true);
            },
            ct);

    private static string[] Statements(SqliteContent content) => content switch
    {
        SqliteContent.EarlierService => FromEarlierService,
        SqliteContent.Version1 => FromVersion1,
        SqliteContent.Version2 => [.. SyncStates, .. Counts],
        SqliteContent.Version3 => Counts,
        _ => New,
    };
}

/// <summary>What an SQLite file holds.</summary>
internal enum SqliteContent
{
    New,
    EarlierService,
    Version1,
    Version2,
    Version3,
    Current,
}
