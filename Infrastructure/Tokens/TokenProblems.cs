using Gcd.Infrastructure.Http;

namespace Gcd.Infrastructure.Tokens;

/// <summary>The two ways in which a Bearer token can fail.</summary>
internal static class TokenProblems
{
    private const string SignIn = "Sign in at /auth to get a token, then send it in the header: Authorization: Bearer <access_token>";

    public static readonly Problem Missing = new(
        StatusCodes.Status401Unauthorized,
        "authentication-required",
        "Authentication required",
        "The request has no Bearer token. A token counts in the Authorization header alone, never in the address.",
        SignIn);

    public static readonly Problem Invalid = new(
        StatusCodes.Status401Unauthorized,
        "invalid-token",
        "Authentication required: the access token is unknown, expired or revoked",
        "The token in the Authorization header opens nothing: it was mistyped, has expired, or was revoked.",
        SignIn);
}
