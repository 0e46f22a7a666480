using System.Globalization;

namespace Gcd.Sandbox.Accounts;

/// <summary>Times as Google writes them: RFC 3339 in UTC, with microseconds.</summary>
internal static class GoogleTime
{
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
