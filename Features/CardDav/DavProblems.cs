using System.Globalization;
using Gcd.Infrastructure.Http;

namespace Gcd.Features.CardDav;

internal static class DavProblems
{
    private const string Remedy = "Your program sends what CardDAV (RFC 6352) does not know, or something on the way changed it. Try a newer version of the program, and tell whoever makes it.";

    public static readonly Problem NoSuchResource = new(
        StatusCodes.Status404NotFound,
        "no-such-resource",
        "There is nothing at this address",
        "The address book is at /dav/books/contacts/, and a card in it is there until its contact is deleted.",
        "Set up the account again with the address of the service followed by /dav/.");

    public static readonly Problem CardsNotAllowed = new(
        StatusCodes.Status403Forbidden,
        "not-allowed-for-this-token",
        "This token does not open the address book",
        "It was made for formats among which there is no vCard, and an address book consists of vCards.",
        "Use a token without limits, or one whose formats include vcard. Whoever owns the contacts can make one at /account, or with POST /tokens.");

    public static readonly Problem NoReport = new(
        StatusCodes.Status400BadRequest,
        "invalid-xml",
        "The request asks for nothing",
        "A REPORT needs a body that names the report and its properties.",
        Remedy);

    public static Problem NoXml(int line, int column) => Invalid(
        "The request's body is not well-formed XML",
        string.Create(CultureInfo.InvariantCulture, $"It goes wrong in line {line} at character {column}. Document type declarations are not taken either."));

    public static Problem TooDeep(int deepest) => Invalid(
        "The request's XML is nested too deeply",
        string.Create(CultureInfo.InvariantCulture, $"Elements may stand {deepest} deep."));

    public static Problem TooLong(int longest) => Invalid(
        "The request's XML is too long",
        string.Create(CultureInfo.InvariantCulture, $"But for a list of cards, it may have {longest} characters."));

    public static Problem TooManyHrefs(int most) => Invalid(
        "The request asks for too many cards, or for one by too long an address",
        string.Create(CultureInfo.InvariantCulture, $"At most {most} cards can be asked for at once."));

    private static Problem Invalid(string error, string detail) => new(StatusCodes.Status400BadRequest, "invalid-xml", error, detail, Remedy);
}
