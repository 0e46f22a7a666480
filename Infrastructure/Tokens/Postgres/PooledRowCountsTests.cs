using Gcd.Infrastructure.Tokens.Sql;
using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PooledRowCountsTests : RowCountsContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakePooledAsync();

    private protected override async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Place.Variables["POSTGRES_CONNECTION"]!);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
