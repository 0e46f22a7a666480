using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gcd.Infrastructure.Tokens.Sqlite;

/// <summary>What SQLite's result codes mean for the store (https://sqlite.org/rescode.html).</summary>
internal static class SqliteFaults
{
    /// <summary>The file, the disk or a right is at fault, and may be mended while Gcd runs.</summary>
    public static bool IsStoreFault(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or SqliteException
        {
            SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_BUSY or raw.SQLITE_LOCKED
                or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_PERM or raw.SQLITE_NOMEM or raw.SQLITE_PROTOCOL,
        };

    /// <summary>What callers may know of it.</summary>
    public static string? ReasonOf(Exception fault) => fault switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } => StoreUnavailableException.DiskFull,
        SqliteException { SqliteErrorCode: raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM } => StoreUnavailableException.ReadOnly,
        _ => StoreUnavailableException.ReasonOf(fault),
    };

    /// <summary>The bytes themselves are no sound database.</summary>
    public static bool IsDamage(SqliteException fault) => fault.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;
}
