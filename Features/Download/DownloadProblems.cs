using Gcd.Features.Download.Formats;
using Gcd.Infrastructure.Http;

namespace Gcd.Features.Download;

internal static class DownloadProblems
{
    /// <summary>Over HTTP/1.0 the end of the connection is the end of the body, so a broken download would look whole.</summary>
    public static readonly Problem Http10 = new(
        StatusCodes.Status505HttpVersionNotsupported,
        "http-1.0",
        "HTTP version not supported: downloads need HTTP/1.1 or later",
        "Over HTTP/1.0 a download that breaks off cannot be told from a whole one.",
        "Use HTTP/1.1 or later. Behind nginx the operator sets: proxy_http_version 1.1; proxy_buffering off;");

    public static Problem UnknownFormat(string given)
    {
        var names = ContactFormats.All.Select(format => format.Name).ToList();
        return new Problem(
            StatusCodes.Status400BadRequest,
            "invalid-format",
            $"Invalid format: '{Shorten(given)}'",
            $"The parameter format takes one of: {string.Join(", ", names)}.",
            $"Use {string.Join(" or ", names.Select(name => $"format={name}"))}; without the parameter you get {ContactFormats.Default.Name}.");
    }

    private static string Shorten(string given) => given.Length <= 40 ? given : string.Concat(given.AsSpan(0, 40), "...");
}
