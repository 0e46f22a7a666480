using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Gcd.Infrastructure.Http;

/// <summary>
/// JSON or HTML (RFC 9110, 12.5.1). HTML only when Accept names text/html, does not prefer JSON, and no token was sent;
/// an absent or unparsable Accept means JSON.
/// </summary>
internal static class Negotiation
{
    public static bool WantsHtml(HttpRequest request)
    {
        if (request.Headers.Authorization.Count > 0 || Parse(request.Headers.Accept) is not { } accepted)
        {
            return false;
        }

        // Only JSON by name is a preference, a wildcard is none; at equal quality the order says nothing.
        var html = Best(accepted, type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)) ?? 0;
        return html > 0 && html >= (Best(accepted, IsJson) ?? 0);
    }

    /// <summary>Whether the caller takes neither of the two forms that a sign-in has.</summary>
    public static bool AcceptsNeither(HttpRequest request) =>
        request.Headers.Authorization.Count == 0
        && Parse(request.Headers.Accept) is { } accepted
        && !WantsHtml(request)
        && JsonQuality(accepted) == 0;

    /// <summary>Whether the header Accept names the media type, in any case; a wildcard does not.</summary>
    public static bool Names(StringValues accept, string mediaType) =>
        Parse(accept) is { } accepted && Best(accepted, type => type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)) > 0;

    public static void Vary(HttpResponse response)
    {
        if (!response.Headers.Vary.Contains(HeaderNames.Accept))
        {
            response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        }
    }

    private static IList<MediaTypeHeaderValue>? Parse(StringValues accept) =>
        accept.Count > 0
        && MediaTypeHeaderValue.TryParseStrictList(accept, out var accepted)
        && accepted.Count > 0
        && accepted.All(HasReadableQuality)
            ? accepted
            : null;

    /// <summary>The most specific range counts, so that <c>application/json;q=0, */*</c> excludes JSON.</summary>
    private static double JsonQuality(IList<MediaTypeHeaderValue> accepted) =>
        Best(accepted, IsJson) ?? Best(accepted, type => type.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase)) ?? Best(accepted, type => type.MatchesAllTypes) ?? 0;

    private static double? Best(IEnumerable<MediaTypeHeaderValue> accepted, Func<MediaTypeHeaderValue, bool> isMeant) =>
        accepted.Where(isMeant).Select(type => (double?)Quality(type)).Max();

    private static bool IsJson(MediaTypeHeaderValue type) =>
        type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        || type.MediaType.Equals(Problems.MediaType, StringComparison.OrdinalIgnoreCase);

    private static double Quality(MediaTypeHeaderValue type) => type.Quality ?? 1;

    private static bool HasReadableQuality(MediaTypeHeaderValue type) =>
        type.Quality is not null || !type.Parameters.Any(parameter => parameter.Name.Equals("q", StringComparison.OrdinalIgnoreCase));
}
