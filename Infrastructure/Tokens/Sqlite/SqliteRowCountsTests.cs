using Gcd.Infrastructure.Tokens.Embedded;
using Gcd.Infrastructure.Tokens.Sql;
using Microsoft.Data.Sqlite;

namespace Gcd.Infrastructure.Tokens.Sqlite;

public sealed class SqliteRowCountsTests : RowCountsContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => StoreFolderForTests.MakeAsync("sqlite");

    private protected override async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Place.Variables["GOOGLE_DATABASE"]};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
