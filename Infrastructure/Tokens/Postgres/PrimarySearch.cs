using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>Asks all servers at once which one is the primary.</summary>
/// <param name="servers">In the operator's order.</param>
/// <param name="wanted">Target Session Attributes: <c>any</c> takes whichever answers first, <c>read-write</c> none that is set to read only.</param>
internal sealed class PrimarySearch(IReadOnlyList<PostgresNode> servers, string? wanted)
{
    /// <exception cref="NpgsqlException">There is none; or a server's refusal, which is an operator's turn.</exception>
    public async Task<PostgresNode> FindAsync(CancellationToken ct)
    {
        using var found = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var faults = new List<(PostgresNode Server, Exception Fault)>();
        PostgresNode? primary = null;
        await foreach (var asked in Task.WhenEach(servers.Select(server => AskAsync(server, found.Token))).WithCancellation(CancellationToken.None))
        {
            var (server, fault) = await asked;
            if (fault is null && primary is null)
            {
                primary = server;
                // The others may be machines that do not answer.
                await found.CancelAsync();
            }
            else if (fault is not null)
            {
                faults.Add((server, fault));
            }
        }

        ct.ThrowIfCancellationRequested();
        return primary
            ?? throw (faults.Select(one => one.Fault).FirstOrDefault(PostgresFaults.IsRefusal)
                ?? new NpgsqlException($"no server is the primary: {string.Join("; ", faults.Select(one => $"{one.Server.Name}: {one.Fault.Message}"))}"));
    }

    /// <summary>By what the server itself told with the connection (PostgreSQL 14 and later), without a question.</summary>
    public bool IsKnownToRefuse(NpgsqlConnection connection) => wanted != "any" && connection.PostgresParameters.TryGetValue("in_hot_standby", out var value) && value == "on";

    private async Task<(PostgresNode Server, Exception? Fault)> AskAsync(PostgresNode server, CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(server.OnceOnly);
            await connection.OpenAsync(ct);
            return (server, await AcceptsAsync(connection, ct) ? null : new NpgsqlException("it is a standby, or only reads"));
        }
        catch (Exception fault) when (fault is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return (server, fault);
        }
    }

    private async Task<bool> AcceptsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (wanted == "any")
        {
            return true;
        }

        // Asked, for a pooler repeats what the server told when it was new.
        var isStandby = await IsOnAsync(connection, "SELECT CASE WHEN pg_is_in_recovery() THEN 'on' ELSE 'off' END", ct);
        return !isStandby && (wanted != "read-write" || !await IsOnAsync(connection, "SHOW default_transaction_read_only", ct));
    }

    private static async Task<bool> IsOnAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(ct) is "on";
    }
}
