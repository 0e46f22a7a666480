namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PooledStoreKeysTests : StoreKeysContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakePooledAsync();
}
