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
        if (request.Headers.Authorization.Count > 0 || Parse(request) is not { } accepted)
        {
            return false;
        }

        var html = accepted.Where(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)).Select(Quality).DefaultIfEmpty(0).Max();
        return html > 0 && html >= ExplicitJson(accepted);
    }

    /// <summary>Whether the caller takes neither of the two forms that a sign-in has.</summary>
    public static bool AcceptsNeither(HttpRequest request) =>
        request.Headers.Authorization.Count == 0
        && Parse(request) is { } accepted
        && !WantsHtml(request)
        && !accepted.Any(type => Quality(type) > 0 && AllowsJson(type));

    public static void Vary(HttpResponse response)
    {
        if (!response.Headers.Vary.Contains(HeaderNames.Accept))
        {
            response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        }
    }

    private static IList<MediaTypeHeaderValue>? Parse(HttpRequest request) =>
        request.Headers.Accept.Count > 0
        && MediaTypeHeaderValue.TryParseStrictList(request.Headers.Accept, out var accepted)
        && accepted.Count > 0
            ? accepted
            : null;

    /// <summary>What Accept says of JSON by name; a wildcard is no preference, and at equal quality the order says nothing.</summary>
    private static double ExplicitJson(IEnumerable<MediaTypeHeaderValue> accepted) => accepted.Where(IsJson).Select(Quality).DefaultIfEmpty(0).Max();

    private static bool IsJson(MediaTypeHeaderValue type) =>
        type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        || type.MediaType.Equals(Problems.MediaType, StringComparison.OrdinalIgnoreCase);

    private static bool AllowsJson(MediaTypeHeaderValue type) => IsJson(type) || type.MatchesAllTypes || type.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase);

    private static double Quality(MediaTypeHeaderValue type) => type.Quality ?? 1;
}
