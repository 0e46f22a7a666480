using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Tokens.LiteDb;

internal sealed class LiteDbStoreProvider : EmbeddedStoreProvider
{
    public override string Name => "litedb";

    public override DatabaseFileKind FileKind => DatabaseFileKind.LiteDb;

    public override OpenedStore Open(GcdSettings settings) => LiteDbStoreOpener.Open(settings);

    public override IReadOnlyList<string> LogsOf(string path) => [LiteDbFiles.LogPath(path)];

    public override void BringLogIn(string path) => LiteDbFiles.BringLogIn(path);
}
