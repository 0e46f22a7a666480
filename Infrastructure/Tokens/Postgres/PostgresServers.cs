using Gcd.Infrastructure.Settings;
using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>
/// The servers that POSTGRES_CONNECTION names. All requests go to one of them, until it fails; then one search asks all servers at once who is
/// the primary now. Npgsql's own data source for several hosts asks them one after the other at every request, so that a machine that is gone
/// costs each caller a timeout again and again.
/// </summary>
internal sealed class PostgresServers : IAsyncDisposable
{
    // A pool that has no connection to spare says nothing about the server. Npgsql has no code for it, and does not translate.
    private const string PoolIsExhausted = "The connection pool has been exhausted";

    private readonly Lock gate = new();
    private readonly CancellationTokenSource disposed = new();
    private readonly IReadOnlyList<PostgresNode> servers;
    private readonly PrimarySearch? finder;
    private readonly TimeSpan pause;
    private PostgresNode? chosen;
    private Task<PostgresNode>? search;
    private long searchEnded;

    /// <param name="builder">With our defaults.</param>
    public PostgresServers(NpgsqlConnectionStringBuilder builder)
    {
        servers = [.. PostgresHosts.Of(builder).Select(host => new PostgresNode(builder, host))];
        pause = TimeSpan.FromSeconds(builder.HostRecheckSeconds);
        finder = servers.Count == 1 && builder.TargetSessionAttributes is null ? null : new PrimarySearch(servers, builder.TargetSessionAttributes);
        chosen = finder is null ? servers[0] : null;
    }

    /// <summary>Whether one of those that were used so far is no server but a pooler.</summary>
    public bool IsPooler => servers.Any(server => server.IsPooler);

    /// <summary>A connection to the server that serves now.</summary>
    /// <exception cref="NpgsqlException">There is none.</exception>
    public async ValueTask<(PostgresNode Server, NpgsqlConnection Connection)> OpenAsync(CancellationToken ct)
    {
        for (var tries = 1; true; tries++)
        {
            var server = await FindAsync(ct);
            try
            {
                return (server, await OpenAsync(server, ct));
            }
            catch (NpgsqlException fault) when (finder is not null && !fault.Message.StartsWith(PoolIsExhausted, StringComparison.Ordinal))
            {
                Doubt(server, fault);
                // Who waited for a timeout has waited enough.
                if (tries > 1 || fault.InnerException is TimeoutException)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>The server failed: the next request looks whether it is still the primary.</summary>
    public void Doubt(PostgresNode server, Exception fault)
    {
        if (finder is null || !PostgresFaults.MayBeNoPrimary(fault))
        {
            return;
        }

        lock (gate)
        {
            if (chosen == server)
            {
                chosen = null;
            }
        }

        // Where it is merely slow, its connections are good.
        if (fault.InnerException is not TimeoutException)
        {
            server.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (disposed.IsCancellationRequested)
        {
            return;
        }

        await disposed.CancelAsync();
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        disposed.Dispose();
    }

    private async Task<NpgsqlConnection> OpenAsync(PostgresNode server, CancellationToken ct)
    {
        var connection = await server.OpenAsync(ct);
        if (server.IsPooler || finder?.IsKnownToRefuse(connection) != true)
        {
            return connection;
        }

        // It came back as a standby before anybody noticed that it had been away.
        await connection.DisposeAsync();
        server.Clear();
        throw new NpgsqlException($"{server.Name} is a standby now.");
    }

    private Task<PostgresNode> FindAsync(CancellationToken ct)
    {
        lock (gate)
        {
            if (chosen is { } known)
            {
                return Task.FromResult(known);
            }

            // All wait for the one search; and what it has just found out holds for a moment.
            if (search is not ({ IsCompleted: false } or { IsFaulted: true }) || (search.IsFaulted && TimeProvider.System.GetElapsedTime(searchEnded) >= pause))
            {
                search = Task.Run(SearchAsync);
            }

            return search.WaitAsync(ct);
        }
    }

    private async Task<PostgresNode> SearchAsync()
    {
        try
        {
            var found = await finder!.FindAsync(disposed.Token);
            lock (gate)
            {
                chosen = found;
            }

            foreach (var other in servers.Where(server => server != found))
            {
                other.Clear();
            }

            return found;
        }
        catch (OperationCanceledException)
        {
            throw new ObjectDisposedException(nameof(PostgresServers));
        }
        finally
        {
            searchEnded = TimeProvider.System.GetTimestamp();
        }
    }
}
