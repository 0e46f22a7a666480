namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PostgresStoreSignInsTests : StoreSignInsContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakeAsync();
}
