using System.Data;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.Sql;
using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>PostgreSQL, or what speaks its protocol and SQL; several instances of Gcd may share it.</summary>
internal sealed class PostgresDatabase : ISqlDatabase
{
    private const int MostTries = 12;
    private const string Everybody = "Gcd";

    // PostgreSQL has 100 for all by default: four instances and the operator's own tools must fit.
    private const int MostConnections = 20;

    // By it this process's connections are told from those of other instances.
    private readonly string ourName = $"{Everybody}/{Guid.NewGuid():N}";
    private readonly PostgresServers servers;

    public PostgresDatabase(string connectionString) => servers = new PostgresServers(WithDefaults(connectionString));

    public bool IsShared => true;

    public ValueTask<T> ReadAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken ct) =>
        RetryAsync(
            async attempt =>
            {
                await using var session = await OpenAsync(attempt, ct);
                return await work(session);
            },
            ct);

    public ValueTask<SqlChange<T>> WriteAsync<T>(Func<SqlSession, ValueTask<SqlChange<T>>> work, CancellationToken ct) =>
        RetryAsync(
            async attempt =>
            {
                await using var session = await OpenAsync(attempt, ct);
                // Rows that decide are locked (FOR UPDATE) or compared (version), so that this level is enough everywhere.
                await using var transaction = await session.Connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
                session.Transaction = transaction;
                var change = await work(session);
                if (change.IsNothing)
                {
                    await transaction.RollbackAsync(CancellationToken.None);
                    return change;
                }

                if (change.MayBeLost)
                {
                    await session.ExecuteAsync("SET LOCAL synchronous_commit TO off", SqlValues.None, ct);
                }

                // From here on nobody could tell whether it happened: neither cancelled nor tried again.
                attempt.IsRepeatable = false;
                using var confirmation = new StandbyConfirmation(attempt.Connection!);
                await transaction.CommitAsync(CancellationToken.None);
                confirmation.ThrowIfMissing();
                return change;
            },
            ct);

    public ValueTask<bool> IsInUseElsewhereAsync(CancellationToken ct) =>
        ReadAsync(
            async session => servers.IsPooler ? throw ThroughAPooler() : await session.NumberAsync(
                $"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '{Everybody}/%' AND application_name <> @ours",
                new SqlValues(("@ours", ourName)),
                ct) > 0,
            ct);

    public async ValueTask<long> MeasureAsync(CancellationToken ct)
    {
        try
        {
            return await ReadAsync(session => session.NumberAsync("SELECT pg_database_size(current_database())", SqlValues.None, ct), ct);
        }
        catch (Exception fault) when (fault is PostgresException or StoreUnavailableException { InnerException: PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } })
        {
            // Not every database that speaks PostgreSQL's protocol has the function, or lets everybody ask.
            return 0;
        }
    }

    public ValueTask DisposeAsync() => servers.DisposeAsync();

    /// <summary>What the operator did not choose: how long to wait, and one connection that always shows that we are there.</summary>
    private NpgsqlConnectionStringBuilder WithDefaults(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = ourName };
        // With several servers a dead one is asked during each search, and TCP has sent its first packet again after one second.
        var timeout = PostgresHosts.Of(builder).Count == 1 ? 5 : 3;
        foreach (var (name, value) in new (string, object)[] { ("Timeout", timeout), ("Host Recheck Seconds", 1), ("Command Timeout", 10), ("Minimum Pool Size", 1), ("Maximum Pool Size", MostConnections) })
        {
            if (!builder.ShouldSerialize(name))
            {
                builder[name] = value;
            }
        }

        return builder;
    }

    // Its connections bear the name of whoever used them last, and none that of an instance that is idle.
    private static StartupException ThroughAPooler() => new(
        "POSTGRES_CONNECTION leads through a pooler such as PgBouncer, where the service's other instances cannot be seen. Nothing was changed. Give this command a direct connection to PostgreSQL.");

    private async ValueTask<SqlSession> OpenAsync(Attempt attempt, CancellationToken ct)
    {
        attempt.IsRepeatable = false;
        (attempt.Server, attempt.Connection) = await servers.OpenAsync(ct);
        attempt.IsRepeatable = true;
        return new SqlSession(attempt.Connection, PostgresDialect.Instance);
    }

    private async ValueTask<T> RetryAsync<T>(Func<Attempt, ValueTask<T>> work, CancellationToken ct)
    {
        var attempt = new Attempt();
        for (var tries = 1; true; tries++)
        {
            try
            {
                return await work(attempt);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception fault) when (PostgresFaults.IsLostRace(fault) && tries < MostTries)
            {
                // Apart from each other, or they would meet again; 2 ms at first, 64 ms at most.
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * (1 << Math.Min(tries, 6))), ct);
            }
            catch (Exception fault) when (PostgresFaults.IsAway(fault) && fault.InnerException is not TimeoutException && attempt.IsRepeatable && tries == 1)
            {
                // A connection from the pool that the database had closed meanwhile, such as by a restart; the next one is new, and perhaps to another server.
                attempt.Doubt(servers, fault);
            }
            catch (Exception fault) when (PostgresFaults.IsAway(fault) || PostgresFaults.IsRefusal(fault))
            {
                attempt.Doubt(servers, fault);
                throw new StoreUnavailableException($"PostgreSQL cannot be used: {fault.Message}{PostgresFaults.AdviceOn(fault)}", fault, PostgresFaults.ReasonOf(fault));
            }
        }
    }

    private sealed class Attempt
    {
        /// <summary>Whether a connection that breaks now has changed nothing.</summary>
        public bool IsRepeatable { get; set; }

        public PostgresNode? Server { get; set; }

        public NpgsqlConnection? Connection { get; set; }

        public void Doubt(PostgresServers servers, Exception fault)
        {
            // Null where no server was found.
            if (Server is not null)
            {
                servers.Doubt(Server, fault);
            }
        }
    }
}
