using Gcd.Infrastructure.Http;

namespace Gcd.Features.Auth;

internal static class AuthProblems
{
    // RFC 5321, 4.5.3.1.3: no address is longer.
    public const int LongestLoginHint = 254;

    public static readonly Problem BadLoginHint = new(
        StatusCodes.Status400BadRequest,
        "invalid-login-hint",
        "Invalid login_hint",
        $"login_hint was given more than once, or is longer than {LongestLoginHint} characters.",
        "Send one email address, such as /auth?login_hint=ada@example.com, or leave it out.");
}
