using Gcd.Infrastructure.Http;

namespace Gcd.Infrastructure.Tokens;

/// <summary>The two ways in which a Bearer token can fail.</summary>
internal static class TokenProblems
{
    private const string Header = "then send it in the header: Authorization: Bearer <access_token>";

    public static readonly Problem Missing = new(
        StatusCodes.Status401Unauthorized,
        "authentication-required",
        "Authentication required",
        "The request has no Bearer token. A token counts in the Authorization header alone, never in the address.",
        $"Sign in at /auth to get a token, {Header}");

    public static readonly Problem Invalid = new(
        StatusCodes.Status401Unauthorized,
        "invalid-token",
        "Authentication required: the access token is unknown, expired or revoked",
        "The token in the Authorization header opens nothing: it was mistyped, has expired, was revoked, or is one of the earlier service's.",
        $"Sign in again at /auth to get a new token, {Header}");
}
