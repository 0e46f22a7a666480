using System.Net;
using System.Text;
using System.Xml.Linq;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.CardDav;

/// <summary>Requests and replies of CardDAV.</summary>
internal static class DavForTests
{
    public const string Book = "/dav/books/contacts/";

    public static string Href(string resourceName) => $"{Book}{resourceName["people/".Length..]}.vcf";

    public static string Propfind(params string[] names) =>
        $"""<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav" xmlns:s="http://calendarserver.org/ns/"><d:prop>{string.Concat(names.Select(name => $"<{name}/>"))}</d:prop></d:propfind>""";

    public static string Sync(string? token, params string[] names) =>
        $"""<?xml version="1.0" encoding="utf-8"?><d:sync-collection xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><d:sync-token>{token}</d:sync-token><d:sync-level>1</d:sync-level><d:prop>{string.Concat(names.DefaultIfEmpty("d:getetag").Select(name => $"<{name}/>"))}</d:prop></d:sync-collection>""";

    public static string Multiget(IEnumerable<string> hrefs, string addressData = "<c:address-data/>") =>
        $"""<?xml version="1.0" encoding="utf-8"?><c:addressbook-multiget xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><d:prop><d:getetag/>{addressData}</d:prop>{string.Concat(hrefs.Select(href => $"<d:href>{href}</d:href>"))}</c:addressbook-multiget>""";

    public static async Task<HttpResponseMessage> DavAsync(this World world, string method, string path, string? token, string? body = null, string? depth = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null)
        {
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"anybody:{token}")));
        }

        if (depth is not null)
        {
            request.Headers.Add("Depth", depth);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/xml");
        }

        return await world.Client.SendAsync(request);
    }

    /// <summary>A reply that must be 207, as its answers.</summary>
    public static async Task<DavReply> MultiStatusAsync(this World world, string method, string path, string token, string? body, string? depth = null)
    {
        using var reply = await world.DavAsync(method, path, token, body, depth);
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.StatusCode == HttpStatusCode.MultiStatus, $"{(int)reply.StatusCode} {text}");
        Assert.Equal("application/xml; charset=utf-8", reply.Content.Headers.ContentType!.ToString());
        var root = XDocument.Parse(text, LoadOptions.PreserveWhitespace).Root!;
        Assert.Equal(DavName.Dav + "multistatus", root.Name);
        return new DavReply(
            [.. root.Elements(DavName.Dav + "response").Select(DavAnswer.Of)],
            (string?)root.Element(DavName.SyncToken));
    }
}

/// <param name="Answers">In their order.</param>
/// <param name="SyncToken">Of a sync-collection.</param>
internal sealed record DavReply(IReadOnlyList<DavAnswer> Answers, string? SyncToken)
{
    public DavAnswer this[string href] => Answers.Single(answer => answer.Href == href);

    public IEnumerable<string> Gone => Answers.Where(answer => answer.IsGone).Select(answer => answer.Href);

    public Dictionary<string, string> ETags => Answers.Where(answer => !answer.IsGone && answer.Found(DavName.GetETag) is not null).ToDictionary(answer => answer.Href, answer => answer.Found(DavName.GetETag)!.Value);
}

internal sealed record DavAnswer(string Href, string? Status, IReadOnlyDictionary<XName, XElement> Properties, IReadOnlyList<XName> Missing)
{
    public bool IsGone => Status == "HTTP/1.1 404 Not Found";

    public XElement? Found(XName name) => Properties.GetValueOrDefault(name);

    public static DavAnswer Of(XElement response)
    {
        var stats = response.Elements(DavName.Dav + "propstat").ToLookup(stat => (string)stat.Element(DavName.Dav + "status")!, stat => stat.Element(DavName.Prop)!.Elements());
        Assert.All(stats, stat => Assert.True(stat.Key is "HTTP/1.1 200 OK" or "HTTP/1.1 404 Not Found", stat.Key));
        return new DavAnswer(
            (string)response.Element(DavName.Href)!,
            (string?)response.Element(DavName.Dav + "status"),
            stats["HTTP/1.1 200 OK"].SelectMany(properties => properties).ToDictionary(property => property.Name),
            [.. stats["HTTP/1.1 404 Not Found"].SelectMany(properties => properties).Select(property => property.Name)]);
    }
}
