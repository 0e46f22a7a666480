using Gcd.Infrastructure.Tokens.Sql;
using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PostgresRowCountsTests : RowCountsContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakeAsync();

    private protected override async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Place.Variables["POSTGRES_CONNECTION"]!);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
