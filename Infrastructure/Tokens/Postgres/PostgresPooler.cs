using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>Whether a pooler such as PgBouncer stands between us and PostgreSQL. It may give every transaction to another session (transaction mode).</summary>
internal static class PostgresPooler
{
    /// <summary>A server tells each connection its process, by which statements are cancelled; a pooler cannot, and tells a number of its own.</summary>
    /// <param name="connectionString">For a connection of its own, which ends.</param>
    /// <exception cref="NpgsqlException">Nobody answers.</exception>
    public static async Task<bool> AnswersAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_backend_pid()";
        try
        {
            return await command.ExecuteScalarAsync(CancellationToken.None) is not int process || process != connection.ProcessID;
        }
        catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.FeatureNotSupported)
        {
            // Whatever it is, not to prepare works everywhere.
            return true;
        }
    }
}
