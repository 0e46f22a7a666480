namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PostgresSettleSubjectTests : SettleSubjectContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakeAsync();
}
