using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.LiteDb;
using Gcd.Infrastructure.Tokens.Postgres;
using Gcd.Infrastructure.Tokens.Sqlite;

namespace Gcd.Infrastructure.Tokens;

/// <summary>The stores that <c>TOKEN_STORE</c> chooses from.</summary>
internal static class TokenStores
{
    private static readonly Dictionary<TokenStoreKind, StoreProvider> Providers = new()
    {
        [TokenStoreKind.LiteDb] = new LiteDbStoreProvider(),
        [TokenStoreKind.Sqlite] = new SqliteStoreProvider(),
        [TokenStoreKind.Postgres] = new PostgresStoreProvider(),
    };

    public static IEnumerable<StoreProvider> All => Providers.Values;

    public static StoreProvider Of(TokenStoreKind kind) => Providers[kind];

    public static StoreProvider Of(GcdSettings settings) => Of(settings.Store.Kind);

    /// <summary>Opens the configured store, after everything that could speak against it was checked without changing a byte.</summary>
    /// <exception cref="StartupException">It cannot be opened with these settings; nothing was changed.</exception>
    public static OpenedStore Open(GcdSettings settings) => Of(settings).Open(settings);
}
