using System.Security.Cryptography;
using System.Text;

namespace Gcd.Features.Metrics;

/// <summary>Compares METRICS_TOKEN in a time that tells nothing of it, not even its length.</summary>
internal static class MetricsToken
{
    private const string Scheme = "Bearer ";

    private const string Realm = "Bearer realm=\"Gcd metrics\"";

    public static bool IsSentBy(HttpRequest request, string token) =>
        SentBy(request) is { } sent && CryptographicOperations.FixedTimeEquals(Digest(sent), Digest(token));

    /// <summary>The WWW-Authenticate for whoever is refused (RFC 6750, 3): the realm alone when no token came.</summary>
    public static string ChallengeFor(HttpRequest refused) =>
        string.IsNullOrEmpty(SentBy(refused)) ? Realm : $"{Realm}, error=\"invalid_token\", error_description=\"It is not METRICS_TOKEN\"";

    private static string? SentBy(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
