using System.Xml.Linq;
using Gcd.Infrastructure.Exports.Cards;

namespace Gcd.Features.CardDav;

/// <summary>The properties of everything but cards.</summary>
/// <param name="access">Whose address book it is.</param>
/// <param name="state">The name of its state, where it was asked for.</param>
internal sealed class CollectionProperties(DavAccess access, string? state)
{
    private const int LargestCard = 1024 * 1024;

    // What allprop leaves out: it costs a call to Google.
    private static readonly XName[] Named = [DavName.GetCTag, DavName.SyncToken];

    /// <summary>The answer for one collection.</summary>
    public string Answer(DavResource resource, PropertyRequest asked)
    {
        var all = Of(resource.Kind).ToList();
        if (asked.IsNamesOnly)
        {
            return MultiStatus.Response(resource.Href(access.PublicPath), all.Select(property => new XElement(property.Name)), []);
        }

        var names = asked.IsAll ? [.. all.Select(property => property.Name).Except(Named).Union(asked.Names)] : asked.Names;
        return MultiStatus.Response(
            resource.Href(access.PublicPath),
            all.Where(property => names.Contains(property.Name)),
            names.Where(name => all.All(property => property.Name != name)));
    }

    private IEnumerable<XElement> Of(DavKind kind)
    {
        yield return new XElement(DavName.ResourceType, Types(kind));
        yield return new XElement(DavName.DisplayName, kind == DavKind.Book ? $"Google Contacts ({access.User.Email})" : kind == DavKind.Principal ? access.User.Email : "Gcd");
        yield return new XElement(DavName.CurrentUserPrincipal, Href(DavResource.Principal));
        yield return new XElement(DavName.Dav + "owner", Href(DavResource.Principal));
        yield return new XElement(DavName.Dav + "principal-collection-set", Href(DavResource.Root));
        yield return ReadAlone;
        yield return new XElement(DavName.SupportedReportSet, kind == DavKind.Book ? Reports : []);
        if (kind == DavKind.Principal)
        {
            yield return new XElement(DavName.Dav + "principal-URL", Href(DavResource.Principal));
            yield return new XElement(DavName.CardDav + "addressbook-home-set", Href(DavResource.Home));
        }

        if (kind != DavKind.Book)
        {
            yield break;
        }

        yield return new XElement(DavName.CardDav + "addressbook-description", "Read-only. Edit these contacts in Google Contacts.");
        yield return new XElement(DavName.CardDav + "supported-address-data", access.Versions.Select(Type));
        yield return new XElement(DavName.CardDav + "max-resource-size", LargestCard);
        yield return new XElement(
            DavName.CardDav + "supported-collation-set",
            AddressBookFilter.Collations.Select(collation => new XElement(DavName.CardDav + "supported-collation", collation)));
        if (state is not null)
        {
            yield return new XElement(DavName.GetCTag, state);
            yield return new XElement(DavName.SyncToken, AddressBookState.SyncToken(state));
        }
    }

    /// <summary>What nobody may do is not there, so that clients show the address book as read-only (RFC 3744, 5.4).</summary>
    public static XElement ReadAlone => new(DavName.CurrentUserPrivilegeSet, new XElement(DavName.Dav + "privilege", new XElement(DavName.Dav + "read")));

    private static XElement[] Reports =>
    [
        Report(DavName.CardDav + "addressbook-multiget"), Report(DavName.CardDav + "addressbook-query"), Report(DavName.Dav + "sync-collection"),
    ];

    private static XElement Report(XName name) => new(DavName.Dav + "supported-report", new XElement(DavName.Dav + "report", new XElement(name)));

    private static XElement Type(VCardVersion version) =>
        new(DavName.CardDav + "address-data-type", new XAttribute("content-type", "text/vcard"), new XAttribute("version", version == VCardVersion.Four ? "4.0" : "3.0"));

    private XElement Href(DavResource resource) => new(DavName.Href, resource.Href(access.PublicPath));

    private static IEnumerable<XElement> Types(DavKind kind)
    {
        // A principal that is a collection looks like an address book to some clients.
        yield return new XElement(DavName.Dav + (kind == DavKind.Principal ? "principal" : "collection"));
        if (kind == DavKind.Book)
        {
            yield return new XElement(DavName.CardDav + "addressbook");
        }
    }
}
