using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens.Sqlite;

internal static class SqliteStoreOpener
{
    public static OpenedStore Open(GcdSettings settings) => throw new StartupException($"TOKEN_STORE: {settings.Store.Kind} comes with the next commit.");
}
