namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PostgresStoreKeysTests : StoreKeysContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakeAsync();
}
