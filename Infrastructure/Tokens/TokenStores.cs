using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.LiteDb;
using Gcd.Infrastructure.Tokens.Postgres;
using Gcd.Infrastructure.Tokens.Sqlite;

namespace Gcd.Infrastructure.Tokens;

/// <summary>The stores that <c>TOKEN_STORE</c> chooses from.</summary>
internal static class TokenStores
{
    /// <summary>Opens the configured store, after everything that could speak against it was checked without changing a byte.</summary>
    /// <exception cref="StartupException">It cannot be opened with these settings; nothing was changed.</exception>
    public static OpenedStore Open(GcdSettings settings) =>
        settings.Store.Kind switch
        {
            TokenStoreKind.Sqlite => SqliteStoreOpener.Open(settings),
            TokenStoreKind.Postgres => PostgresStoreOpener.Open(settings),
            _ => LiteDbStoreOpener.Open(settings),
        };
}
