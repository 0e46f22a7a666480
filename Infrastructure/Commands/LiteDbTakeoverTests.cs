using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Commands;

public sealed class LiteDbTakeoverTests : TakeoverContractTests
{
    private protected override Task<IStoreForTests> MakeAsync() => StoreFolderForTests.MakeAsync("litedb");
}
