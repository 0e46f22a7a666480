using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.Sql;
using Gcd.Tests.Fixtures;
using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>What is otherwise behind a pooler; that everything works there is shown by the contract of the stores.</summary>
public sealed class PostgresPoolerTests
{
    [SkippableFact]
    public async Task A_pooler_is_told_from_a_server()
    {
        var server = await PostgresServer.SharedAsync();
        var direct = await server.NewDatabaseAsync() + ";Pooling=false";

        Assert.False(await PostgresPooler.AnswersAsync(direct));
        Assert.True(await PostgresPooler.AnswersAsync((await PgBouncer.SharedAsync()).Through(direct)));
    }

    /// <summary>Two instances that gave one name to different statements would run each other's, or fail.</summary>
    [SkippableFact]
    public async Task Behind_a_pooler_nothing_is_prepared_and_instances_do_not_run_each_others_statements()
    {
        var connection = await (await PgBouncer.SharedAsync()).NewDatabaseAsync();
        await using var one = new PostgresDatabase(connection);
        await using var two = new PostgresDatabase(connection);

        await Task.WhenAll(Enumerable.Range(0, 400).Select(async number =>
        {
            Assert.Equal(number, await AskAsync(one, "SELECT @a::bigint", number));
            Assert.Equal(-number, await AskAsync(two, "SELECT -@a::bigint", number));
        }));

        Assert.Equal(0, await AskAsync(one, "SELECT count(*) FROM pg_prepared_statements WHERE @a >= 0", 0));
    }

    [SkippableFact]
    public async Task Without_a_pooler_statements_are_prepared()
    {
        await using var database = new PostgresDatabase(await (await PostgresServer.SharedAsync()).NewDatabaseAsync() + ";Maximum Pool Size=1");

        for (var times = 0; times < 3; times++)
        {
            await AskAsync(database, "SELECT @a::bigint", times);
        }

        Assert.NotEqual(0, await AskAsync(database, "SELECT count(*) FROM pg_prepared_statements WHERE @a >= 0", 0));
    }

    [SkippableFact]
    public async Task An_operator_who_has_statements_prepared_behind_a_pooler_is_told_what_to_take_out()
    {
        var connection = await (await PgBouncer.SharedAsync()).NewDatabaseAsync();
        await using var database = new PostgresDatabase(connection + ";Maximum Pool Size=1;Max Auto Prepare=10;Auto Prepare Min Usages=1");
        Assert.Equal(1, await AskAsync(database, "SELECT @a::bigint", 1));
        await using var other = new NpgsqlConnection(connection + ";Pooling=false");
        await other.OpenAsync();
        // Takes the one session that there is, where the statement was prepared.
        await using var transaction = await other.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("SELECT 1", other, transaction);
        await command.ExecuteScalarAsync();

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => AskAsync(database, "SELECT @a::bigint", 2));

        Assert.Contains("take Max Auto Prepare out of POSTGRES_CONNECTION", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Whether_other_instances_run_cannot_be_told_through_a_pooler_and_is_not_guessed()
    {
        await using var database = new PostgresDatabase(await (await PgBouncer.SharedAsync()).NewDatabaseAsync());

        var refused = await Assert.ThrowsAsync<StartupException>(() => database.IsInUseElsewhereAsync(default).AsTask());

        Assert.Contains("a direct connection", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>PgBouncer does not look which of its servers is the primary: so there is one in front of each, and Gcd looks through them.</summary>
    [SkippableFact]
    public async Task With_a_pooler_in_front_of_each_server_the_primary_is_found_and_after_a_failover_the_new_one()
    {
        await using var pair = await PostgresPair.StartAsync(isSynchronous: true);
        var direct = new NpgsqlConnectionStringBuilder(pair.Connection);
        var poolers = await Task.WhenAll(pair.Servers.Select(PgBouncer.StartAsync));
        await using var first = poolers[0];
        await using var second = poolers[1];
        // The standby's first, so that it has to be told from the primary.
        var hosts = poolers.Reverse().Select(pooler => new NpgsqlConnectionStringBuilder(pooler.Through(direct.ConnectionString))).ToList();
        await using var database = new PostgresDatabase(new NpgsqlConnectionStringBuilder(hosts[0].ConnectionString) { Host = string.Join(',', hosts.Select(host => host.Host)) }.ConnectionString);
        await ChangeAsync("CREATE TABLE probe_pooled (a INT)");

        await pair.EndPrimaryAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ChangeAsync("INSERT INTO probe_pooled VALUES (1)"));
        await pair.TakeOverAsync();

        await Eventually.TrueAsync(async () =>
        {
            try
            {
                await ChangeAsync("INSERT INTO probe_pooled VALUES (2)");
                return true;
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        });

        async Task ChangeAsync(string sql) =>
            await database.WriteAsync(async session => new SqlChange<int>(await session.ExecuteAsync(sql, SqlValues.None, default)), default);
    }

    private static Task<long> AskAsync(PostgresDatabase database, string sql, long value) =>
        database.ReadAsync(session => session.NumberAsync(sql, new SqlValues(("@a", value)), default), default).AsTask();
}
