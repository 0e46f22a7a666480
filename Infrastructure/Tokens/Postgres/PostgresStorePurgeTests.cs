namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PostgresStorePurgeTests : StorePurgeContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakeAsync();
}
