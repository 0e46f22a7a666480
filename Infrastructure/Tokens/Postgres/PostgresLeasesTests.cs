using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PostgresLeasesTests
{
    [SkippableFact]
    public async Task What_an_instance_that_died_has_left_is_removed_and_what_is_held_stays()
    {
        await using var postgres = (PostgresStoreForTests)await PostgresStoreForTests.MakeAsync();
        await using var opened = ((IStoreForTests)postgres).Open();
        await using var source = NpgsqlDataSource.Create(postgres.Connection);
        await ExecuteAsync(source, "INSERT INTO user_leases (google_sub, holder, fence, expires_at) VALUES ('100000000000000000002', 'dead', 1, now() - interval '11 minutes')");
        await using var held = await opened.Locks.AcquireAsync("1", default);

        await opened.Locks.RemoveDeadAsync(default);

        Assert.Equal("1", await ExecuteAsync(source, "SELECT string_agg(google_sub, ',') FROM user_leases"));
    }

    private static async Task<object?> ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
