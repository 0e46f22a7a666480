using Gcd.Infrastructure.Http;

namespace Gcd.Infrastructure.Issuing;

/// <summary>Why a token or link is not made.</summary>
internal static class IssueProblems
{
    public static readonly Problem BadName = new(
        StatusCodes.Status400BadRequest,
        "invalid-name",
        "The name cannot be used",
        $"A name has at most {TokenName.Longest} characters, on one line, without < and > and without marks that turn the direction of text.",
        "Choose a short name that tells you later what uses it, such as \"Phone in the kitchen\".");

    public static Problem BadLife(int? mostDays) => new(
        StatusCodes.Status400BadRequest,
        "invalid-expires-in-days",
        "The end cannot be used",
        $"expires_in_days is a whole number of days from 1{(mostDays is { } most ? $" to {most}: nothing lives longer here, nor longer than the token that makes it" : "")}.",
        "Give a number of days, or leave it out for the longest life.");

    public static Problem TooMany(string what, int most) => new(
        StatusCodes.Status409Conflict,
        "too-many-tokens",
        $"You have {most} {what} already",
        $"One person can have at most {most} {what}.",
        $"End {what} that nothing uses any more, at /account or with DELETE, then try again.");

    public static readonly Problem OneFormat = new(
        StatusCodes.Status400BadRequest,
        "invalid-format",
        "A link needs one format",
        "Whatever opens a link cannot choose, so the link has exactly one format.",
        "Give one of the formats of GET /download, such as \"vcard\".");

    public static readonly Problem LinksOff = new(
        StatusCodes.Status404NotFound,
        "links-off",
        "This service makes no links",
        "The operator does not want addresses that open a file to whoever has them (LINKS=off).",
        "Send a token in the header Authorization, or as the password of Basic.")
    {
        ResolvedBy = ResolvedBy.Operator,
    };

    /// <summary>RFC 6750, 3.1, insufficient_scope.</summary>
    public static readonly Problem Limited = new(
        StatusCodes.Status403Forbidden,
        "not-allowed-for-this-token",
        "This token does not open tokens and links",
        "It was made with limits, and only a token without limits sees, makes and ends others.",
        "Use a token without limits, as a sign-in gives it, or the page /account.");

    /// <summary>The same for one that is another person's.</summary>
    public static readonly Problem NoSuchToken = new(
        StatusCodes.Status404NotFound,
        "no-such-token",
        "There is no such token",
        "None of your tokens or links has this id; it may have ended already.",
        "GET /tokens and GET /links list those that are there.");

    public static readonly Problem UserGone = new(
        StatusCodes.Status409Conflict,
        "access-ended",
        "The access was ended meanwhile",
        "Everything stored about this person was removed while the request ran.",
        "Sign in again at /auth.");
}
