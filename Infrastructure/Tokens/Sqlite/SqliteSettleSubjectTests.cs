using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Tokens.Sqlite;

public sealed class SqliteSettleSubjectTests : SettleSubjectContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => StoreFolderForTests.MakeAsync("sqlite");
}
