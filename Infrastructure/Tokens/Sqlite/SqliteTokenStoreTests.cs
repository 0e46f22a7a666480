using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Tokens.Sqlite;

public sealed class SqliteTokenStoreTests : TokenStoreContractTests, IDisposable
{
    private readonly StoreFolderForTests folder = new("sqlite");

    // xunit calls this last, after the store was closed.
    public void Dispose() => folder.Dispose();

    private protected override OpenedStore Open() => TokenStores.Open(folder.Settings());
}
