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

    /// <summary>The store that the command copy fills.</summary>
    /// <param name="kind">Which one.</param>
    /// <param name="file">Its file, where it is one.</param>
    /// <param name="source">The store that is copied.</param>
    /// <param name="configuration">Where POSTGRES_CONNECTION is.</param>
    /// <returns>Null where it is the source itself. PostgreSQL is known by one connection only.</returns>
    /// <exception cref="StartupException">POSTGRES_CONNECTION is missing or none.</exception>
    public static TokenStoreSettings? ReadCopyTarget(TokenStoreKind kind, string? file, TokenStoreSettings source, IConfiguration configuration)
    {
        if (kind != TokenStoreKind.Postgres)
        {
            var path = WithoutLinks(file!);
            return source.Kind != TokenStoreKind.Postgres && path == source.DatabasePath ? null : new TokenStoreSettings(kind, path, PostgresConnection: null);
        }

        if (source.Kind == kind)
        {
            return null;
        }

        var reader = new SettingsReader(configuration);
        var connection = PostgresConnectionReader.Read(reader);
        reader.ThrowIfFaulty();
        return source with { Kind = kind, PostgresConnection = connection };
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

    /// <summary>The file that a path leads to: whoever comes by a link must meet the lock and the log of those who do not.</summary>
    public static string WithoutLinks(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Not there yet, or not to be looked at; opening it tells.
            return path;
        }
    }

    private static string ReadDatabasePath(SettingsReader reader) =>
        WithoutLinks(Path.GetFullPath(reader.TextWithAlias("GOOGLE_DATABASE", "DATABASE_PATH") ?? "google_contacts.db"));
}
