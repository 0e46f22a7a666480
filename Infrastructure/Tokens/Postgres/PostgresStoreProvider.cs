using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens.Postgres;

internal sealed class PostgresStoreProvider : StoreProvider
{
    public override string Name => "postgres";

    public override OpenedStore Open(GcdSettings settings) => PostgresStoreOpener.Open(settings);

    public override string Describe(TokenStoreSettings store) => "the database of POSTGRES_CONNECTION";

    public override string SettingsFor(TokenStoreSettings store) => "TOKEN_STORE=postgres with this POSTGRES_CONNECTION";
}
