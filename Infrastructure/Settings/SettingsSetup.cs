using System.Net;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Settings;

internal static class SettingsSetup
{
    /// <summary>Reads and checks every setting, and registers them as one.</summary>
    /// <exception cref="StartupException">At least one setting is not allowed; all of them are named.</exception>
    public static GcdSettings AddSettings(this WebApplicationBuilder builder)
    {
        var settings = Read(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Services.AddSingleton(settings);
        return settings;
    }

    public static GcdSettings Read(IConfiguration configuration, bool isDevelopment)
    {
        var reader = new SettingsReader(configuration);
        var port = reader.Number("PORT", fallback: 5000, least: 1, most: 65535);
        var settings = new GcdSettings
        {
            CredentialsPath = Path.GetFullPath(reader.Text("GOOGLE_CREDENTIALS", "credentials.json")),
            Store = TokenStoreSettingsReader.Read(reader),
            Encryption = EncryptionSettingsReader.Read(reader, isDevelopment),
            PersonFields = ReadPersonFields(reader),
            PageSize = reader.Number("PAGE_SIZE", fallback: 1000, least: 1, most: 1000),
            RedirectUri = RedirectUriSetting.Read(reader, port),
            Port = port,
            AccessTokenLife = new AccessTokenLife(Days(reader, "ACCESS_TOKEN_IDLE_DAYS", 90), Days(reader, "ACCESS_TOKEN_MAX_DAYS", 365)),
            RevokesOnPurge = reader.Switch("REVOKE_ON_PURGE", fallback: true),
            Google = new GoogleEndpoints(
                reader.GoogleAddress("GOOGLE_PEOPLE_ENDPOINT", "https://people.googleapis.com"),
                reader.GoogleAddress("GOOGLE_CERTS_ENDPOINT", "https://www.googleapis.com/oauth2/v3/certs"),
                reader.GoogleAddress("GOOGLE_REVOKE_ENDPOINT", "https://oauth2.googleapis.com/revoke"),
                reader.GoogleAddress("GOOGLE_USERINFO_ENDPOINT", "https://openidconnect.googleapis.com/v1/userinfo")),
            HasLinks = reader.Switch("LINKS", fallback: true),
            TrustedProxies = ReadTrustedProxies(reader),
            AllowedHosts = ReadAllowedHosts(reader),
            DownloadMax = TimeSpan.FromMinutes(reader.Number("DOWNLOAD_MAX_MINUTES", fallback: 30, least: 1, most: 1440)),
            DownloadMemory = reader.Number("DOWNLOAD_MEMORY_MB", fallback: 256, least: 32, most: 65536),
            Limits = new LimitSettings(
                SignIns: Limit(reader, "LIMIT_SIGN_INS", 30),
                FailedTokens: Limit(reader, "LIMIT_FAILED_TOKENS", 60),
                DownloadsPerUser: Limit(reader, "LIMIT_DOWNLOADS_PER_USER", 2),
                Downloads: Limit(reader, "LIMIT_DOWNLOADS", 64),
                Requests: Limit(reader, "LIMIT_REQUESTS", 512)),
            // In Development nobody has to notice the end.
            Drain = TimeSpan.FromSeconds(reader.Number("DRAIN_SECONDS", fallback: isDevelopment ? 0 : 5, least: 0, most: 600)),
            Shutdown = TimeSpan.FromSeconds(reader.Number("SHUTDOWN_SECONDS", fallback: 30, least: 1, most: 3600)),
            Metrics = MetricsSettingsReader.Read(reader, port),
            Operator = new OperatorDetails(reader.Text("OPERATOR_NAME"), reader.Text("OPERATOR_CONTACT")),
            Obsolete = [.. KnownSettings.Obsolete.Where(name => reader.Text(name) is not null)],
            Misspelt = KnownSettings.FindMisspelt(configuration),
        };
        LogLevelsReader.Check(reader, configuration);
        reader.ThrowIfFaulty();
        return settings;
    }

    private static TimeSpan? Days(SettingsReader reader, string name, int fallback) =>
        reader.Number(name, fallback, least: 0, most: 36500) is > 0 and var days ? TimeSpan.FromDays(days) : null;

    private static int? Limit(SettingsReader reader, string name, int fallback) =>
        reader.Number(name, fallback, least: 0, most: 1_000_000) is > 0 and var limit ? limit : null;

    private static IReadOnlyList<string>? ReadPersonFields(SettingsReader reader)
    {
        if (reader.Text("PERSON_FIELDS") is not { } text)
        {
            return null;
        }

        var fields = reader.List("PERSON_FIELDS", text);
        foreach (var unknown in fields.Except(PersonSchema.PersonFields))
        {
            reader.Fault("PERSON_FIELDS", $"'{unknown}' is no field of the People API. Allowed, separated by commas: {string.Join(",", PersonSchema.PersonFields)}.");
        }

        if (fields.Count == 0)
        {
            reader.Fault("PERSON_FIELDS", $"'{text}' names no field. Leave it unset for all that a format shows.");
        }

        return [.. fields.Distinct(StringComparer.Ordinal)];
    }

    private static List<IPNetwork> ReadTrustedProxies(SettingsReader reader)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in reader.List("TRUSTED_PROXIES", "127.0.0.0/8,::1"))
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                reader.Fault("TRUSTED_PROXIES", $"'{text}' is neither an IP address nor a network such as 10.0.0.0/8. Separate several by commas (default: loopback).");
            }
        }

        return networks;
    }

    private static IReadOnlyList<string> ReadAllowedHosts(SettingsReader reader)
    {
        var hosts = reader.List("ALLOWED_HOSTS", "*");
        foreach (var host in hosts.Where(host => host != "*" && Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) == UriHostNameType.Unknown))
        {
            reader.Fault("ALLOWED_HOSTS", $"'{host}' is no host name. Give names without scheme or port, *.example.com for all below one, or * for any, separated by commas.");
        }

        if (hosts.Count == 0)
        {
            reader.Fault("ALLOWED_HOSTS", $"'{reader.Text("ALLOWED_HOSTS")}' names no host. Leave it unset for any, or give at least one name.");
        }

        return hosts;
    }
}
