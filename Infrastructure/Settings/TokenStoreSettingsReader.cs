namespace Gcd.Infrastructure.Settings;

/// <summary>Where users and tokens live.</summary>
internal static class TokenStoreSettingsReader
{
    private const string Default = "litedb";

    public static TokenStoreSettings Read(SettingsReader reader)
    {
        var kind = ReadKind(reader);
        return new TokenStoreSettings(kind, ReadDatabasePath(reader), kind == TokenStoreKind.Postgres ? PostgresConnectionReader.Read(reader) : null);
    }

    public static TokenStoreKind? Parse(string text) =>
        text.ToUpperInvariant() switch
        {
            "LITEDB" => TokenStoreKind.LiteDb,
            "SQLITE" => TokenStoreKind.Sqlite,
            "POSTGRES" or "POSTGRESQL" => TokenStoreKind.Postgres,
            _ => null,
        };

    private static TokenStoreKind ReadKind(SettingsReader reader)
    {
        var text = reader.Text("TOKEN_STORE", Default);
        if (Parse(text) is { } kind)
        {
            return kind;
        }

        reader.Fault("TOKEN_STORE", $"'{text}' is not allowed. Give litedb (default, one file), sqlite (one file) or postgres (several instances).");
        return default;
    }

    private static string ReadDatabasePath(SettingsReader reader) =>
        Path.GetFullPath(reader.TextWithAlias("GOOGLE_DATABASE", "DATABASE_PATH") ?? "google_contacts.db");
}
