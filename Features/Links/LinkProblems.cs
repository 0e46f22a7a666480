using Gcd.Infrastructure.Http;

namespace Gcd.Features.Links;

internal static class LinkProblems
{
    /// <summary>All alike, so that nobody can tell a link that was from one that never was.</summary>
    public static readonly Problem NoSuchFile = new(
        StatusCodes.Status404NotFound,
        "no-such-link",
        "There is no file at this address",
        "The link was mistyped, has ended, or was never made.",
        "Ask whoever made the link for another one; it is made at /account, or with POST /links.");

    public static Problem TooMany(TimeSpan wait) => new(
        StatusCodes.Status429TooManyRequests,
        "too-many-failed-tokens",
        "Too many requests for links that are not there",
        "Your network address asked for more such addresses in a minute than the service allows. Links that are there go on working.",
        "Wait the number of seconds in Retry-After, and correct the address that your phone or program loads.")
    {
        RetryAfter = wait,
    };
}
