namespace Gcd.Infrastructure.Http;

/// <summary>
/// Requests that a browser sends before anybody opens the address: Sec-Purpose (https://fetch.spec.whatwg.org/#sec-purpose-header),
/// and what older ones sent. A reply other than 2xx is thrown away, and the address is asked for again when it is opened.
/// </summary>
internal static class Prefetch
{
    private static readonly string[] Headers = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"];
    private static readonly string[] Purposes = ["prefetch", "prerender", "preview"];

    public static bool IsMeantBy(HttpRequest request) => Headers.Any(header => IsAhead(request.Headers[header].ToString()));

    /// <summary>Such as <c>prefetch;prerender</c>.</summary>
    private static bool IsAhead(string purpose) =>
        purpose.Split([';', ','], StringSplitOptions.TrimEntries).Any(part => Purposes.Contains(part, StringComparer.OrdinalIgnoreCase));
}
