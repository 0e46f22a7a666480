using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Tokens.LiteDb;

public sealed class LiteDbStoreSignInsTests : StoreSignInsContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => StoreFolderForTests.MakeAsync("litedb");
}
