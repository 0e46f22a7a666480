namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PostgresStoreRowsTests : StoreRowsContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakeAsync();
}
