using System.Text;
using System.Xml.Linq;

namespace Gcd.Features.CardDav;

/// <summary>Refusals that clients tell apart by an element in the body (RFC 4918, 16), which is why these are no problem objects.</summary>
internal static class DavError
{
    /// <summary>403 to whoever may write nothing: a 401 stops the synchronisation of iOS, and DAVx5 looks for this element (RFC 3744, 7.1.1).</summary>
    public static Task NeedsPrivilegesAsync(HttpContext context, string href) => WriteAsync(
        context,
        StatusCodes.Status403Forbidden,
        new XElement(DavName.Dav + "need-privileges", new XElement(DavName.Dav + "resource", new XElement(DavName.Href, href), new XElement(DavName.Dav + "privilege", new XElement(DavName.Dav + "write")))));

    /// <summary>400, and not the 403 of RFC 6578: Thunderbird reads everything anew on 400 alone, and DAVx5 on any status with the element.</summary>
    public static Task ExpiredSyncTokenAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status400BadRequest, new XElement(DavName.Dav + "valid-sync-token"));

    /// <summary>RFC 4918, 9.1: a server may refuse to go through everything at once.</summary>
    public static Task InfiniteDepthAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status403Forbidden, new XElement(DavName.Dav + "propfind-finite-depth"));

    public static Task UnsupportedReportAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status403Forbidden, new XElement(DavName.Dav + "supported-report"));

    /// <summary>A condition of RFC 6352, such as supported-filter.</summary>
    public static Task UnmetAsync(HttpContext context, XElement condition) => WriteAsync(context, StatusCodes.Status403Forbidden, condition);

    private static async Task WriteAsync(HttpContext context, int status, XElement condition)
    {
        var error = new XElement(
            DavName.Dav + "error",
            new XAttribute(XNamespace.Xmlns + "d", DavName.Dav),
            new XAttribute(XNamespace.Xmlns + "c", DavName.CardDav),
            condition);
        var body = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{error.ToString(SaveOptions.DisableFormatting)}\n");
        context.Response.StatusCode = status;
        context.Response.ContentType = MultiStatus.MediaType;
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
