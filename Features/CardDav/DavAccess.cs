using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Exports.Cards;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.CardDav;

/// <summary>What a token opens of its person's address book.</summary>
/// <param name="Current">The token and its person.</param>
/// <param name="Versions">Of vCard; none where the token opens no address book.</param>
/// <param name="Filter">Which contacts.</param>
/// <param name="PublicPath">What callers know before the path of a resource.</param>
internal sealed record DavAccess(TokenWithUser Current, IReadOnlyList<VCardVersion> Versions, ContactFilter Filter, string PublicPath)
{
    public StoredUser User => Current.User;

    /// <summary>The version of cards that a client gets; null when the token does not open the one that it asks for.</summary>
    public VCardVersion? Choose(PropertyRequest asked) =>
        asked.CardVersion is not { } wanted ? Versions[0] : Versions.Contains(wanted) ? wanted : null;

    public static DavAccess Of(TokenWithUser current, string publicPath)
    {
        var rights = TokenRights.Parse(current.Token.Rights);
        return new DavAccess(
            current,
            // 3.0 by default: what phones and mail programs read best.
            [.. Opens("vcard") ? [VCardVersion.Three] : Array.Empty<VCardVersion>(), .. Opens("vcard4") ? [VCardVersion.Four] : Array.Empty<VCardVersion>()],
            rights.Narrow(ContactFilter.None),
            publicPath);

        bool Opens(string format) => rights.Formats.Count == 0 || rights.Formats.Contains(format);
    }
}
