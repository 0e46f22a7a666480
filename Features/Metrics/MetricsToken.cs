using System.Security.Cryptography;
using System.Text;

namespace Gcd.Features.Metrics;

/// <summary>Compares METRICS_TOKEN in a time that tells nothing of it, not even its length.</summary>
internal static class MetricsToken
{
    private const string Scheme = "Bearer ";

    public static bool IsSentBy(HttpRequest request, string token) =>
        request.Headers.Authorization is [{ } header]
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Digest(header[Scheme.Length..].Trim()), Digest(token));

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
