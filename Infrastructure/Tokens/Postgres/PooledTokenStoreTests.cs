namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PooledTokenStoreTests : TokenStoreContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakePooledAsync();
}
