using Gcd.Infrastructure.Http;

namespace Gcd.Features.Auth;

internal static class AuthProblems
{
    // RFC 5321, 4.5.3.1.3: no address is longer.
    public const int LongestLoginHint = 254;

    /// <summary>What is asked for travels in OAuth's state, whose length addresses bound.</summary>
    public static readonly Problem TooMuch = new(
        StatusCodes.Status400BadRequest,
        "too-much-asked",
        "The token has too many limits for one address",
        "What the token is to open travels with the sign-in, in about 1,000 characters.",
        "Ask for fewer labels or formats, or let the person sign in and make the token with POST /tokens.");

    public static readonly Problem BadLoginHint = new(
        StatusCodes.Status400BadRequest,
        "invalid-login-hint",
        "Invalid login_hint",
        $"login_hint was given more than once, or is longer than {LongestLoginHint} characters.",
        "Send one email address, such as /auth?login_hint=ada@example.com, or leave it out.");
}
