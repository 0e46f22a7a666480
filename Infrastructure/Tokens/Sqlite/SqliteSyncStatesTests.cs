using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Tokens.Sqlite;

public sealed class SqliteSyncStatesTests : SyncStatesContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => StoreFolderForTests.MakeAsync("sqlite");
}
