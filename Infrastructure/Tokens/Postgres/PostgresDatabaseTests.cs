using Gcd.Infrastructure.Tokens.Sql;
using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PostgresDatabaseTests
{
    [SkippableFact]
    public async Task However_many_ask_at_once_an_instance_takes_so_few_connections_that_four_fit()
    {
        await using var place = (PostgresStoreForTests)await PostgresStoreForTests.MakeAsync();
        await using var database = new PostgresDatabase(place.Connection);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => AskAsync("SELECT 1 FROM pg_sleep(0.01)")));

        // Connections stay for minutes, and PostgreSQL has 100 for all by default.
        Assert.InRange(await AskAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'Gcd/%'"), 2, 20);

        Task<long> AskAsync(string sql) => database.ReadAsync(session => session.NumberAsync(sql, SqlValues.None, default), default).AsTask();
    }

    [SkippableFact]
    public async Task The_operators_own_number_of_connections_counts()
    {
        await using var place = (PostgresStoreForTests)await PostgresStoreForTests.MakeAsync();
        await using var database = new PostgresDatabase(new NpgsqlConnectionStringBuilder(place.Connection) { MaxPoolSize = 2 }.ConnectionString);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AskAsync("SELECT 1 FROM pg_sleep(0.01)")));

        Assert.InRange(await AskAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'Gcd/%'"), 1, 2);

        Task<long> AskAsync(string sql) => database.ReadAsync(session => session.NumberAsync(sql, SqlValues.None, default), default).AsTask();
    }

    [SkippableFact]
    public async Task A_lock_whose_lease_cannot_be_released_is_let_go_of_and_taken_again_at_once()
    {
        await using var place = (PostgresStoreForTests)await PostgresStoreForTests.MakeAsync();
        await using var opened = ((IStoreForTests)place).Open();
        await using var operators = NpgsqlDataSource.Create(place.Connection);
        await using (await opened.Locks.AcquireAsync("1", default))
        {
            await RunAsync("ALTER TABLE user_leases RENAME TO elsewhere");
        }

        await RunAsync("ALTER TABLE elsewhere RENAME TO user_leases");
        // As if it still had long to live.
        await RunAsync("UPDATE user_leases SET expires_at = now() + interval '1 day'");
        await using var again = await opened.Locks.AcquireAsync("1", default);

        async Task RunAsync(string sql)
        {
            await using var command = operators.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }
}
