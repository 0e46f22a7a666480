using Microsoft.Net.Http.Headers;

namespace Gcd.Infrastructure.Downloads;

/// <summary>
/// Writes out what <c>*</c> in Accept-Encoding stands for: every coding that is not named beside it (RFC 9110, 12.5.3).
/// The framework takes its first coding for it, even where the caller refuses that one by q=0.
/// </summary>
internal static class AcceptEncodingWildcard
{
    private static readonly string[] Codings = ["br", "gzip"];

    public static void WriteOut(IHeaderDictionary headers)
    {
        if (StringWithQualityHeaderValue.TryParseList(headers.AcceptEncoding, out var named) && named.FirstOrDefault(coding => coding.Value == "*") is { } any)
        {
            var others = Codings.Where(coding => !named.Any(one => one.Value.Equals(coding, StringComparison.OrdinalIgnoreCase)));
            headers.AcceptEncoding = string.Join(", ", named.Where(one => one != any).Concat(others.Select(coding => new StringWithQualityHeaderValue(coding, any.Quality ?? 1))));
        }
    }
}
