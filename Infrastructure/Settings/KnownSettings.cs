namespace Gcd.Infrastructure.Settings;

/// <summary>The name of every setting, to tell a misspelt one from one that means nothing to Gcd. SettingNamesTests compares it with what is read.</summary>
internal static class KnownSettings
{
    // A shorter name resembles too much that has nothing to do with Gcd.
    private const int LeastLength = 8;

    private static readonly string[] Current =
    [
        "ACCESS_TOKEN_IDLE_DAYS", "ACCESS_TOKEN_MAX_DAYS", "ALLOWED_HOSTS", "DATABASE_PATH", "DOWNLOAD_MAX_MINUTES", "DOWNLOAD_MEMORY_MB", "DRAIN_SECONDS", "EARLIER_ENCRYPTION_KEY", "ENCRYPTION_KEY",
        "GOOGLE_CERTS_ENDPOINT", "GOOGLE_CREDENTIALS", "GOOGLE_DATABASE", "GOOGLE_ENCRYPTION_KEY", "GOOGLE_ENCRYPTION_KEYS_ACCEPTED", "GOOGLE_PEOPLE_ENDPOINT",
        "GOOGLE_REVOKE_ENDPOINT", "GOOGLE_USERINFO_ENDPOINT", "HOST", "LIMIT_DOWNLOADS", "LIMIT_DOWNLOADS_PER_USER", "LIMIT_FAILED_TOKENS", "LIMIT_REQUESTS", "LIMIT_SIGN_INS", "LINKS", "METRICS_PORT", "METRICS_TOKEN",
        "OAUTH_REDIRECT_URI", "OPERATOR_CONTACT", "OPERATOR_NAME", "PAGE_SIZE", "PERSON_FIELDS", "PORT", "POSTGRES_CONNECTION", "PROTOCOL", "REVOKE_ON_PURGE",
        "SHUTDOWN_SECONDS",
        "TOKEN_STORE", "TRUSTED_PROXIES",
    ];

    /// <summary>Settings of the earlier service that mean nothing any more.</summary>
    public static readonly IReadOnlyList<string> Obsolete = ["FLASK_SECRET_KEY", "GOOGLE_TOKEN", "GOOGLE_TOKENS_DIR", "OAUTHLIB_INSECURE_TRANSPORT"];

    public static readonly IReadOnlyList<string> All = [.. Current, .. Obsolete];

    public static bool Has(string name) => All.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Variables that resemble a setting and are none. Unlike options, they cannot be refused: an environment holds those of other programs.</summary>
    public static IReadOnlyList<Misspelling> FindMisspelt(IConfiguration configuration) =>
        [.. from variable in configuration.GetChildren()
            let name = variable.Key
            where name.Length >= LeastLength && !Has(name)
            let nearest = Spelling.Nearest(name, Current, most: 2)
            where nearest is not null
            select new Misspelling(name, nearest)];
}

/// <summary>A variable, and the setting that was probably meant.</summary>
internal sealed record Misspelling(string Name, string Meant);
