using Gcd.Infrastructure.Tokens.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Gcd.Infrastructure.Tokens;

/// <summary>The store cannot serve now: disk full, folder read-only, database away. The message is for the operator's log.</summary>
internal sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How soon it is worth to ask again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    // errno(3), which .NET and LiteDB pass on as they are.
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;

    /// <summary>What callers may know: which kind of thing is wrong, without paths and hosts.</summary>
    public string Reason => ReasonOf(InnerException);

    private static string ReasonOf(Exception? fault) => fault switch
    {
        IOException { HResult: NoSpace } or SqliteException { SqliteErrorCode: raw.SQLITE_FULL } or PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            "The disk of the database is full.",
        UnauthorizedAccessException or IOException { HResult: ReadOnlyFileSystem } or SqliteException { SqliteErrorCode: raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM }
            or PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            "The database is read-only right now.",
        PostgresException when PostgresFaults.IsRefusal(fault) => "The database refuses the service.",
        NpgsqlException or TimeoutException or System.Net.Sockets.SocketException => "The database does not answer.",
        { InnerException: { } cause } => ReasonOf(cause),
        _ => "The database cannot be read or written right now.",
    };
}
