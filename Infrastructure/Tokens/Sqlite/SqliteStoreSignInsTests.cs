using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Tokens.Sqlite;

public sealed class SqliteStoreSignInsTests : StoreSignInsContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => StoreFolderForTests.MakeAsync("sqlite");
}
