using System.Xml.Linq;
using Gcd.Infrastructure.Exports.Cards;

namespace Gcd.Features.CardDav;

/// <summary>The properties of everything but cards.</summary>
/// <param name="UserEmail">Whose address book it is.</param>
/// <param name="Versions">Of vCard, which the person's token opens.</param>
/// <param name="State">The name of the address book's state, where it was asked for.</param>
internal sealed record CollectionProperties(string UserEmail, IReadOnlyList<VCardVersion> Versions, string? State)
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
            return MultiStatus.Response(resource.Href, all.Select(property => new XElement(property.Name)), []);
        }

        var names = asked.IsAll ? [.. all.Select(property => property.Name).Except(Named).Union(asked.Names)] : asked.Names;
        return MultiStatus.Response(
            resource.Href,
            all.Where(property => names.Contains(property.Name)),
            names.Where(name => all.All(property => property.Name != name)));
    }

    private IEnumerable<XElement> Of(DavKind kind)
    {
        yield return new XElement(DavName.ResourceType, Types(kind));
        yield return new XElement(DavName.DisplayName, kind == DavKind.Book ? $"Google Contacts ({UserEmail})" : kind == DavKind.Principal ? UserEmail : "Gcd");
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
        yield return new XElement(DavName.CardDav + "supported-address-data", Versions.Select(Type));
        yield return new XElement(DavName.CardDav + "max-resource-size", LargestCard);
        yield return new XElement(
            DavName.CardDav + "supported-collation-set",
            AddressBookFilter.Collations.Select(collation => new XElement(DavName.CardDav + "supported-collation", collation)));
        if (State is not null)
        {
            yield return new XElement(DavName.GetCTag, State);
            yield return new XElement(DavName.SyncToken, AddressBookState.SyncToken(State));
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

    private static XElement Href(DavResource resource) => new(DavName.Href, resource.Href);

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
