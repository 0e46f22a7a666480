namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PostgresStoreTokensTests : StoreTokensContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakeAsync();
}
