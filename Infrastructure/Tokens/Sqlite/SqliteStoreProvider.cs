using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Tokens.Sqlite;

internal sealed class SqliteStoreProvider : EmbeddedStoreProvider
{
    public override string Name => "sqlite";

    public override DatabaseFileKind FileKind => DatabaseFileKind.Sqlite;

    public override OpenedStore Open(GcdSettings settings) => SqliteStoreOpener.Open(settings);

    public override IReadOnlyList<string> LogsOf(string path) => [path + "-wal", path + "-shm", path + "-journal"];

    public override void BringLogIn(string path) => SqliteFiles.BringLogIn(path);
}
