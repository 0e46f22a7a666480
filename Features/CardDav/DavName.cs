using System.Xml.Linq;

namespace Gcd.Features.CardDav;

/// <summary>Names of elements and properties (RFC 4918, RFC 6352, RFC 6578, RFC 3744, and Apple's calendarserver.org).</summary>
internal static class DavName
{
    public static readonly XNamespace Dav = "DAV:";
    public static readonly XNamespace CardDav = "urn:ietf:params:xml:ns:carddav";
    public static readonly XNamespace CalendarServer = "http://calendarserver.org/ns/";

    public static readonly XName Href = Dav + "href";
    public static readonly XName Prop = Dav + "prop";
    public static readonly XName ResourceType = Dav + "resourcetype";
    public static readonly XName DisplayName = Dav + "displayname";
    public static readonly XName GetETag = Dav + "getetag";
    public static readonly XName GetContentType = Dav + "getcontenttype";
    public static readonly XName CurrentUserPrincipal = Dav + "current-user-principal";
    public static readonly XName CurrentUserPrivilegeSet = Dav + "current-user-privilege-set";
    public static readonly XName SupportedReportSet = Dav + "supported-report-set";
    public static readonly XName SyncToken = Dav + "sync-token";
    public static readonly XName GetCTag = CalendarServer + "getctag";
    public static readonly XName AddressData = CardDav + "address-data";

    /// <summary>The prefix that replies declare for a namespace; null where they declare none.</summary>
    public static string? Prefix(XNamespace of) => of == Dav ? "d" : of == CardDav ? "c" : of == CalendarServer ? "s" : null;
}
