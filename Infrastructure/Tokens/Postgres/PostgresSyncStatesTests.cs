namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PostgresSyncStatesTests : SyncStatesContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakeAsync();
}
