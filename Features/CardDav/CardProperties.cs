using System.Text;
using System.Xml.Linq;
using Gcd.Infrastructure.Exports.Cards;

namespace Gcd.Features.CardDav;

/// <summary>The properties of a card, made ready for an answer that has thousands of them.</summary>
internal sealed class CardProperties
{
    private static readonly XElement[] Fixed =
    [
        new(DavName.ResourceType),
        new(DavName.GetContentType, "text/vcard; charset=utf-8"),
        CollectionProperties.ReadAlone,
    ];

    private static readonly XName[] OfAll = [.. Fixed.Select(property => property.Name), DavName.GetETag];

    /// <param name="asked">By the request.</param>
    /// <param name="cards">The version of the cards themselves, where they are at hand; else they are said to be missing, and clients ask for them.</param>
    /// <param name="publicPath">What callers know before the path of a resource.</param>
    public CardProperties(PropertyRequest asked, VCardVersion? cards, string publicPath)
    {
        BookHref = Encoding.UTF8.GetBytes(DavResource.Book.Href(publicPath));
        var names = asked.IsNamesOnly ? [] : asked.IsAll ? OfAll.Union(asked.Names).ToList() : asked.Names;
        HasETag = names.Contains(DavName.GetETag);
        Cards = names.Contains(DavName.AddressData) ? cards : null;
        Found = Encoding.UTF8.GetBytes(string.Concat(asked.IsNamesOnly
            ? OfAll.Select(name => MultiStatus.Text(new XElement(name)))
            : Fixed.Where(property => names.Contains(property.Name)).Select(MultiStatus.Text)));
        var missing = names.Except(OfAll).Where(name => Cards is null || name != DavName.AddressData).ToList();
        Missing = Encoding.UTF8.GetBytes(MultiStatus.Missing(missing));
        FindsAny = Found.Length > 0 || HasETag || Cards is not null || missing.Count == 0;
    }

    /// <summary>The address book's; those of cards begin with it.</summary>
    public byte[] BookHref { get; }

    public bool HasETag { get; }

    /// <summary>Null without cards.</summary>
    public VCardVersion? Cards { get; }

    /// <summary>Properties that are the same for each.</summary>
    public byte[] Found { get; }

    /// <summary>The propstat of those that no card has; empty when there are none.</summary>
    public byte[] Missing { get; }

    /// <summary>Whether there is a propstat of properties that were found.</summary>
    public bool FindsAny { get; }
}
