namespace Gcd.Infrastructure.Tokens.LiteDb;

public sealed class LiteDbTokenStoreTests : TokenStoreContractTests, IDisposable
{
    private readonly LiteDbFolderForTests folder = new();

    // xunit calls this last, after the store was closed.
    public void Dispose() => folder.Dispose();

    private protected override OpenedStore Open() => LiteDbStoreOpener.Open(folder.Settings());
}
