namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PooledSyncStatesTests : SyncStatesContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakePooledAsync();
}
