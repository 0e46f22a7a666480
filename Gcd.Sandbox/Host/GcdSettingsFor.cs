using System.Globalization;

namespace Gcd.Sandbox.Host;

/// <summary>The settings by which Gcd works against a simulated Google.</summary>
internal static class GcdSettingsFor
{
    /// <param name="google">The simulated Google.</param>
    /// <param name="folder">Where credentials.json is, and the database will be.</param>
    /// <param name="port">Where Gcd listens.</param>
    /// <param name="key">The encryption key.</param>
    public static Dictionary<string, string?> Sandbox(SimulatedGoogle google, string folder, int port, string key) => new()
    {
        ["GOOGLE_CREDENTIALS"] = Path.Combine(folder, "credentials.json"),
        ["GOOGLE_DATABASE"] = Path.Combine(folder, "google_contacts.db"),
        ["GOOGLE_ENCRYPTION_KEY"] = key,
        ["GOOGLE_PEOPLE_ENDPOINT"] = google.BaseAddress.AbsoluteUri,
        ["GOOGLE_CERTS_ENDPOINT"] = google.CertsEndpointAddress.AbsoluteUri,
        ["GOOGLE_REVOKE_ENDPOINT"] = google.RevokeEndpointAddress.AbsoluteUri,
        ["GOOGLE_USERINFO_ENDPOINT"] = google.UserInfoEndpointAddress.AbsoluteUri,
        ["HOST"] = "localhost",
        ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        // Nobody has to notice that the demo stops.
        ["DRAIN_SECONDS"] = "0",
        // What the person's shell may hold for a real service must not get in.
        ["ALLOWED_HOSTS"] = null,
        ["ASPNETCORE_URLS"] = null,
        ["DATABASE_PATH"] = null,
        ["EARLIER_ENCRYPTION_KEY"] = null,
        ["ENCRYPTION_KEY"] = null,
        ["GOOGLE_ENCRYPTION_KEYS_ACCEPTED"] = null,
        ["METRICS_PORT"] = null,
        ["METRICS_TOKEN"] = null,
        ["OAUTH_REDIRECT_URI"] = null,
        ["PAGE_SIZE"] = null,
        ["PERSON_FIELDS"] = null,
        ["POSTGRES_CONNECTION"] = null,
        ["PROTOCOL"] = null,
        ["TOKEN_STORE"] = null,
        ["TRUSTED_PROXIES"] = null,
    };
}
