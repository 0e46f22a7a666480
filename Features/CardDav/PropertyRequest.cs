using System.Xml.Linq;
using Gcd.Infrastructure.Exports.Cards;

namespace Gcd.Features.CardDav;

/// <summary>Which properties are asked for (RFC 4918, 9.1).</summary>
/// <param name="Names">Those that are named; with <paramref name="IsAll"/>, more than the usual ones.</param>
/// <param name="IsAll">The usual ones: what costs a call to Google has to be named.</param>
/// <param name="IsNamesOnly">Their names without values.</param>
internal sealed record PropertyRequest(IReadOnlyList<XName> Names, bool IsAll = false, bool IsNamesOnly = false)
{
    public static readonly PropertyRequest All = new([], IsAll: true);

    /// <summary>The version of vCard that address-data asks for; null for what the person's token opens.</summary>
    public VCardVersion? CardVersion { get; private init; }

    /// <summary>The media type or version that address-data asks for and nobody has; null where all is well.</summary>
    public string? UnknownCardType { get; private init; }

    public bool WantsCards => Names.Contains(DavName.AddressData);

    /// <summary>Whether the state of the address book is asked for, by either of its names.</summary>
    public bool WantsState => Names.Contains(DavName.GetCTag) || Names.Contains(DavName.SyncToken);

    /// <param name="parent">An element that holds prop, allprop or propname, or nothing, which means allprop.</param>
    public static PropertyRequest Read(XElement? parent)
    {
        if (parent?.Element(DavName.Prop) is { } prop)
        {
            return Read(prop.Elements().ToList());
        }

        var more = parent?.Element(DavName.Dav + "include")?.Elements().Select(element => element.Name).ToList() ?? [];
        return new PropertyRequest(more, IsAll: true, IsNamesOnly: parent?.Element(DavName.Dav + "propname") is not null);
    }

    private static PropertyRequest Read(List<XElement> named)
    {
        var cards = named.FirstOrDefault(element => element.Name == DavName.AddressData);
        var type = (string?)cards?.Attribute("content-type") ?? "text/vcard";
        var version = (string?)cards?.Attribute("version");
        return new PropertyRequest([.. named.Select(element => element.Name).Distinct()])
        {
            CardVersion = version switch
            {
                "3.0" => VCardVersion.Three,
                "4.0" => VCardVersion.Four,
                _ => null,
            },
            UnknownCardType = type.Equals("text/vcard", StringComparison.OrdinalIgnoreCase) && version is null or "3.0" or "4.0" ? null : $"{type} {version}",
        };
    }
}
