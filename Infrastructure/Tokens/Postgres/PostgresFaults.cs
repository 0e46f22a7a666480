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
    public static bool IsAway(Exception fault) =>
        fault is TimeoutException or SocketException or IOException
        || (fault is PostgresException refused ? IsAway(refused.SqlState) : fault is NpgsqlException);

    private static bool IsAway(string sqlState) =>
        // 08 connection, 53 resources (disk full, too many connections), 57 operator (shutdown, cannot connect now), 58 system; 25006 a standby that only reads; XX the server's own faults.
        sqlState[..2] is "08" or "53" or "57" or "58" or "XX" || sqlState == PostgresErrorCodes.ReadOnlySqlTransaction || sqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable;
}
