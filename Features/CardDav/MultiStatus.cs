using System.Text;
using System.Xml.Linq;

namespace Gcd.Features.CardDav;

/// <summary>The reply 207 (RFC 4918, 13), in UTF-8 by hand, so that it can be streamed contact by contact. Thunderbird compares the text of a status to the letter.</summary>
internal static class MultiStatus
{
    public const string MediaType = "application/xml; charset=utf-8";

    public static ReadOnlySpan<byte> Begin =>
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<d:multistatus xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:carddav\" xmlns:s=\"http://calendarserver.org/ns/\">\n"u8;

    public static ReadOnlySpan<byte> End => "</d:multistatus>\n"u8;

    public static ReadOnlySpan<byte> BeginFound => "</d:href><d:propstat><d:prop>"u8;

    public static ReadOnlySpan<byte> EndFound => "</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>"u8;

    public static ReadOnlySpan<byte> NotFound => "</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>\n"u8;

    /// <summary>The answer for one resource, with the properties that it has and the names of those that it does not have.</summary>
    public static string Response(string href, IEnumerable<XElement> found, IEnumerable<XName> missing) =>
        $"<d:response><d:href>{Escape(href)}{Encoding.UTF8.GetString(BeginFound)}{string.Concat(found.Select(Text))}{Encoding.UTF8.GetString(EndFound)}{Missing([.. missing])}</d:response>\n";

    /// <summary>The answer for a resource that is not there.</summary>
    public static string Gone(string href) => $"<d:response><d:href>{Escape(href)}{Encoding.UTF8.GetString(NotFound)}";

    /// <summary>Sends a reply that is known as a whole.</summary>
    public static async Task SendAsync(HttpContext context, string answers, CancellationToken ct)
    {
        byte[] body = [.. Begin, .. Encoding.UTF8.GetBytes(answers), .. End];
        DavHeaders.SetMultiStatus(context.Response);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, ct);
    }

    /// <summary>A propstat of properties that are not there; nothing when there are none.</summary>
    public static string Missing(IReadOnlyList<XName> names) =>
        names.Count == 0 ? string.Empty : $"<d:propstat><d:prop>{string.Concat(names.Select(name => Text(new XElement(name))))}</d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat>";

    /// <summary>An element with the prefixes that the reply declares.</summary>
    public static string Text(XElement element)
    {
        var text = new StringBuilder();
        Write(text, element);
        return text.ToString();
    }

    private static void Write(StringBuilder text, XElement element)
    {
        var prefix = DavName.Prefix(element.Name.Namespace);
        var name = prefix is null ? element.Name.LocalName : $"{prefix}:{element.Name.LocalName}";
        text.Append('<').Append(name);
        if (prefix is null)
        {
            text.Append(" xmlns=\"").Append(Escape(element.Name.NamespaceName)).Append('"');
        }

        foreach (var attribute in element.Attributes())
        {
            text.Append(' ').Append(attribute.Name.LocalName).Append("=\"").Append(Escape(attribute.Value)).Append('"');
        }

        if (element.IsEmpty)
        {
            text.Append("/>");
            return;
        }

        text.Append('>');
        foreach (var node in element.Nodes())
        {
            if (node is XElement inner)
            {
                Write(text, inner);
            }
            else
            {
                text.Append(Escape(((XText)node).Value));
            }
        }

        text.Append("</").Append(name).Append('>');
    }

    private static string Escape(string text) => new XText(text).ToString().Replace("\"", "&quot;", StringComparison.Ordinal);
}
