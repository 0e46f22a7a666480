namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PooledStorePurgeTests : StorePurgeContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakePooledAsync();
}
