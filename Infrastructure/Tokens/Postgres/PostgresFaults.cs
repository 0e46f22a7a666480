using System.Net.Sockets;
using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>What the server's error codes mean for the store (PostgreSQL documentation, appendix A).</summary>
internal static class PostgresFaults
{
    /// <summary>The transaction lost to another one; run again, it may well succeed.</summary>
    public static bool IsLostRace(Exception fault) =>
        fault is PostgresException
        {
            SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
                // Another transaction inserted the same key between our look and our write; the next look sees it.
                or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation
                // Instances that start together make the same tables.
                or PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UndefinedTable
                // A statement that was prepared before another instance changed the tables.
                or "0A000",
        };

    /// <summary>The database is away, is starting or stopping, or is full: it may serve again without anything changed here.</summary>
    public static bool IsAway(Exception? fault) =>
        fault is TimeoutException or SocketException or IOException
        || (fault is PostgresException refused ? IsAway(refused.SqlState) : fault is NpgsqlException);

    /// <summary>The database does not let us in, or is not the one that it was: an operator's turn, after which it serves again without anything changed here.</summary>
    public static bool IsRefusal(Exception? fault) =>
        // 28 user and password, 3D database, 3F schema.
        fault is PostgresException refused
        && (refused.SqlState[..2] is "28" or "3D" or "3F" || refused.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn
            || IsMixUp(refused));

    /// <summary>Where several servers are named: another one may be the primary by now.</summary>
    public static bool MayBeNoPrimary(Exception fault) =>
        fault is PostgresException refused
            // 08 connection, 57P a server that stops or starts.
            ? refused.SqlState[..2] == "08" || refused.SqlState.StartsWith("57P", StringComparison.Ordinal) || refused.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction
            : IsAway(fault);

    /// <summary>What the operator's log says besides the server's own words.</summary>
    public static string AdviceOn(Exception fault) =>
        fault is PostgresException refused && IsMixUp(refused)
            ? " A pooler gave the transaction to another session than the one where its statement was prepared: take Max Auto Prepare out of POSTGRES_CONNECTION."
            : string.Empty;

    /// <summary>What callers may know of it.</summary>
    public static string? ReasonOf(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => StoreUnavailableException.DiskFull,
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => StoreUnavailableException.ReadOnly,
        PostgresException when IsRefusal(fault) => "The database refuses the service.",
        NpgsqlException or TimeoutException or SocketException => "The database does not answer.",
        _ => StoreUnavailableException.ReasonOf(fault),
    };

    private static bool IsMixUp(PostgresException refused) => refused.SqlState is PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement;

    private static bool IsAway(string sqlState) =>
        // 08 connection, 40 rolled back (40003: or perhaps not), 53 resources (disk full, too many connections), 55 not in the state for it (a lock, connections not allowed),
        // 57 operator (shutdown, cannot connect now), 58 system, XX the server's own faults; 25006 a standby that only reads.
        sqlState[..2] is "08" or "40" or "53" or "55" or "57" or "58" or "XX" || sqlState == PostgresErrorCodes.ReadOnlySqlTransaction;
}
