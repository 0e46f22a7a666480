using Gcd.Infrastructure.Tokens.Embedded;
using Gcd.Infrastructure.Tokens.Sql;
using Microsoft.Data.Sqlite;

namespace Gcd.Infrastructure.Tokens.Sqlite;

/// <summary>Opens the database file, private to its owner, with the settings that keep what was acknowledged.</summary>
internal static class SqliteFiles
{
    // 8 MB of pages for each connection that needs them, instead of SQLite's 2: among a million tokens it answers a quarter more requests.
    private const string CacheSize = "PRAGMA cache_size = -8000";

    // SQLite's log and the index of it take the mode of the database itself (os_unix.c, findCreateFileMode).
    public static SqlSession OpenForWriting(string path)
    {
        PrivateFile.Prepare(path);
        var session = Open(path, SqliteOpenMode.ReadWrite, "PRAGMA journal_mode = WAL");
        // FULL flushes the log at every commit; NORMAL would leave acknowledged rows to a power cut.
        Execute(session.Connection, "PRAGMA synchronous = FULL");
        // What is deleted is overwritten: the privacy policy promises that it is gone.
        Execute(session.Connection, "PRAGMA secure_delete = ON");
        return session;
    }

    /// <summary>Changes no byte of the database.</summary>
    public static SqlSession OpenForReading(string path)
    {
        try
        {
            return Open(path, SqliteOpenMode.ReadOnly, "SELECT count(*) FROM sqlite_master");
        }
        catch (SqliteException fault) when (SqliteFaults.IsStoreFault(fault) && !SqliteFaults.IsDamage(fault) && !HasLog(path))
        {
            // In a folder that may not be written to, SQLite cannot make the index of its log; without a log none is needed.
            return OpenImmutable(path);
        }
    }

    /// <summary>For who holds the lock: without a log nobody writes, and not even the index of one comes into being beside the database.</summary>
    public static SqlSession OpenLocked(string path) => HasLog(path) ? OpenForReading(path) : OpenImmutable(path);

    /// <summary>Brings the log into the database and empties it, so that it keeps nothing of rows that were deleted.</summary>
    /// <returns>False while somebody still reads from the log.</returns>
    public static bool TryEmptyLog(SqlSession session) => Execute(session.Connection, "PRAGMA wal_checkpoint(TRUNCATE)") is 0L;

    /// <summary>Brings the log of a database that nobody has open into it, and makes it one that needs none beside it.</summary>
    /// <exception cref="IOException">Somebody has it open; the log is still there.</exception>
    public static void BringLogIn(string path)
    {
        using var connection = Connect(path, SqliteOpenMode.ReadWrite);
        if (Execute(connection, "PRAGMA journal_mode = DELETE") is not "delete")
        {
            throw new IOException($"The log of '{path}' cannot be brought into it.");
        }
    }

    private static SqlSession OpenImmutable(string path) =>
        Open($"file:{Uri.EscapeDataString(path)}?immutable=1", SqliteOpenMode.ReadOnly, "SELECT count(*) FROM sqlite_master");

    private static bool HasLog(string path) => DatabaseFile.SizeOf(path + "-wal") > 0;

    private static SqlSession Open(string source, SqliteOpenMode mode, string firstStatement)
    {
        var connection = Connect(source, mode);
        try
        {
            Execute(connection, firstStatement);
            Execute(connection, CacheSize);
            return new SqlSession(connection, SqliteDialect.Instance);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection Connect(string source, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            ForeignKeys = true,
            // Connections are kept by SqliteDatabase, with their compiled statements.
            Pooling = false,
        }.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static object? Execute(System.Data.Common.DbConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar();
    }
}
