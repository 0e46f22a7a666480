namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PooledSettleSubjectTests : SettleSubjectContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakePooledAsync();
}
