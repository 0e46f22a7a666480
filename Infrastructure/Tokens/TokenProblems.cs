using Gcd.Infrastructure.Http;

namespace Gcd.Infrastructure.Tokens;

/// <summary>The ways in which a Bearer token can fail.</summary>
internal static class TokenProblems
{
    private const string Header = "then send it in the header: Authorization: Bearer <access_token>";

    public static readonly Problem Missing = new(
        StatusCodes.Status401Unauthorized,
        "authentication-required",
        "Authentication required",
        "No Bearer token was sent. Put it in the Authorization header; tokens in the URL are ignored.",
        $"Sign in at /auth to get a token, {Header}")
    {
        Page = new ProblemWords("Sign in first", "This address is for programs that send a token with their request."),
        Steps =
        [
            "To download in your browser, sign in with Google. The download buttons are on the page that follows.",
            "Already have a token? Your program sends it in the header Authorization: Bearer <access_token>. Tokens in the URL are ignored.",
        ],
    };

    // A value without a scheme begins with the secret itself, so only these names are repeated.
    private static readonly string[] OtherSchemes = ["Digest", "Negotiate", "NTLM", "Token", "OAuth", "ApiKey", "DPoP"];

    public static readonly Problem Invalid = new(
        StatusCodes.Status401Unauthorized,
        "invalid-token",
        "Authentication required: the access token is unknown, expired or revoked",
        "The token in the Authorization header is not valid: it was mistyped, has expired, was revoked, or was issued by the earlier service.",
        $"Sign in again at /auth to get a new token, {Header}");

    /// <summary>No Bearer token, and what came instead.</summary>
    public static Problem MissingIn(string authorization)
    {
        if (authorization.Length == 0 || SentToken.Of(authorization).Scheme is not null)
        {
            return Missing;
        }

        var scheme = OtherSchemes.FirstOrDefault(name => authorization.StartsWith($"{name} ", StringComparison.OrdinalIgnoreCase));
        return Missing with
        {
            Detail = scheme is null ? "The Authorization header does not begin with Bearer." : $"The Authorization header holds {scheme} credentials instead of a Bearer token.",
            Solution = "Send the token in the header: Authorization: Bearer <access_token>. With curl: -H \"Authorization: Bearer $TOKEN\". To get a token, sign in at /auth.",
        };
    }

    public static readonly Problem MalformedBasic = Invalid with
    {
        Code = "malformed-basic",
        Error = "Authentication required: the Basic credentials cannot be read",
        Detail = "Basic is followed by base64 of a name, a colon and the access token (RFC 7617); what was sent is not.",
        Solution = "Let your program make the header: any user name, and the access token as the password. With curl: -u \"gcd:$TOKEN\".",
    };

    /// <summary>RFC 6750, 3.1, invalid_request: the same parameter twice. Which of the two counts would be a guess.</summary>
    public static readonly Problem Repeated = new(
        StatusCodes.Status400BadRequest,
        "repeated-authorization",
        "The request has several Authorization headers",
        "With several Authorization headers, it is unclear which token to use.",
        "Send one Authorization header; check whether a proxy or a client library adds another.");

    public static Problem TooMany(TimeSpan wait) => new(
        StatusCodes.Status429TooManyRequests,
        "too-many-failed-tokens",
        "Too many requests with invalid tokens",
        "This token is not valid, and your network address sent more such requests in a minute than the service allows. Valid tokens keep working.",
        $"Wait the number of seconds in Retry-After. Don't try this token again: sign in at /auth to get a new one, {Header}")
    {
        RetryAfter = wait,
    };
}
