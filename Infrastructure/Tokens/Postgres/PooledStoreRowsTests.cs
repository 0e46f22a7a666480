namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PooledStoreRowsTests : StoreRowsContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakePooledAsync();
}
