namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PooledStoreSignInsTests : StoreSignInsContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakePooledAsync();
}
