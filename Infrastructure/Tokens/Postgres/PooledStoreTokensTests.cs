namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PooledStoreTokensTests : StoreTokensContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakePooledAsync();
}
