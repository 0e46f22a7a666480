namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PostgresTokenStoreTests : TokenStoreContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakeAsync();
}
