using Gcd.Infrastructure.Downloads;

namespace Gcd.Features.CardDav;

internal static class DavHeaders
{
    /// <summary>Class 1 and 3 of RFC 4918, and RFC 6352; Outlook's connector looks for the last one.</summary>
    public const string Compliance = "1, 3, addressbook";

    /// <summary>What can be done with a resource here.</summary>
    public const string Allow = "GET, HEAD, OPTIONS, PROPFIND, REPORT";

    public static void SetMultiStatus(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status207MultiStatus;
        DownloadHeaders.SetStream(response, MultiStatus.MediaType);
    }
}
