using Microsoft.Net.Http.Headers;

namespace Gcd.Infrastructure.Downloads;

/// <summary>The header If-None-Match of a download (RFC 9110, 13.1.2).</summary>
internal static class EntityTags
{
    // A caller keeps the tag of its last file; nobody has a use for many.
    private const int Most = 20;

    /// <summary>Whether the caller will come back with the tag that it gets: curl sends an empty one the first time (--etag-compare).</summary>
    public static bool AreUsed(HttpRequest request) => request.Headers.ContainsKey(HeaderNames.IfNoneMatch);

    /// <summary>
    /// The tags without their quotes. Weak ones match as well: a proxy that compresses weakens what it passes on. An asterisk names none,
    /// for no caller means to get nothing.
    /// </summary>
    public static IReadOnlyList<string> Given(HttpRequest request) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var tags)
            ? [.. tags.Select(tag => tag.Tag.ToString().Trim('"')).Where(tag => tag is not ("" or "*")).Take(Most)]
            : [];

    public static string Quote(string name) => $"\"{name}\"";
}
