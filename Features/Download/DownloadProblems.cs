using Gcd.Infrastructure.Exports;
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
        var names = ExportFormats.All.Select(format => format.Name).ToList();
        return new Problem(
            StatusCodes.Status400BadRequest,
            "invalid-format",
            $"Invalid format: '{Shorten(given)}'",
            $"The parameter format takes one of: {string.Join(", ", names)}.",
            $"Use {string.Join(" or ", names.Select(name => $"format={name}"))}; without the parameter you get {ExportFormats.Default.Name}.");
    }

    public static Problem TooManyOfPerson(int most) => new(
        StatusCodes.Status429TooManyRequests,
        "too-many-downloads",
        "Too many downloads at once with your tokens",
        $"The service runs at most {most} at once for one person, and as many run now.",
        "Wait until one of them has ended, then try again; let your programs download one after the other. The operator can raise LIMIT_DOWNLOADS_PER_USER.")
    {
        RetryAfter = SomeSeconds(),
    };

    public static Problem Busy => new(
        StatusCodes.Status503ServiceUnavailable,
        "busy",
        "The service is busy: too many downloads run at once",
        "Each download that runs needs some memory, so their number is limited.",
        "Try again after the seconds in Retry-After. The operator can raise LIMIT_DOWNLOADS.")
    {
        RetryAfter = SomeSeconds(),
    };

    // Most downloads end in seconds. By chance, so that those who were refused together do not come back together.
    private static TimeSpan SomeSeconds() => TimeSpan.FromSeconds(Random.Shared.Next(5, 16));

    private static string Shorten(string given) => given.Length <= 40 ? given : string.Concat(given.AsSpan(0, 40), "...");
}
