using System.Globalization;
using Gcd.Infrastructure.Exports;
using Microsoft.Net.Http.Headers;

namespace Gcd.Features.Download;

/// <summary>The headers of a download that goes well.</summary>
internal static class DownloadHeaders
{
    /// <param name="response">The reply, which has not started.</param>
    /// <param name="format">What its body is.</param>
    /// <param name="now">For the file's name.</param>
    /// <param name="announced">How many contacts Google announced, or null.</param>
    public static void Set(HttpResponse response, ExportFormat format, DateTimeOffset now, int? announced)
    {
        response.ContentType = format.MediaType;
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"contacts-{now:yyyy-MM-dd}.{format.Extension}\"");
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        response.Headers.AcceptRanges = "none";
        // nginx would otherwise keep the whole download in a temporary file.
        response.Headers["X-Accel-Buffering"] = "no";
        if (announced is { } total)
        {
            response.Headers["Gcd-Contacts-Total"] = total.ToString(CultureInfo.InvariantCulture);
        }
    }
}
