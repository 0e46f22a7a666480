using Google.Apis.Auth.OAuth2.Responses;

namespace Gcd.Infrastructure.Google;

/// <summary>Tells from a refusal of the token endpoint what is wrong (RFC 6749, 5.2).</summary>
internal static class TokenEndpointFault
{
    /// <param name="fault">What Google.Apis.Auth threw.</param>
    /// <param name="invalidGrant">What <c>invalid_grant</c> means here: a bad code at the exchange, a dead grant at refresh.</param>
    public static GoogleFaultException From(Exception fault, GoogleFaultKind invalidGrant) => fault switch
    {
        TokenResponseException refusal => FromRefusal(refusal, invalidGrant),
        HttpRequestException or IOException => new(GoogleFaultKind.Unreachable, "Google's token endpoint could not be reached, or the connection broke.", fault),
        OperationCanceledException => new(GoogleFaultKind.Timeout, "Google's token endpoint took too long to answer.", fault),
        _ => new(GoogleFaultKind.Malformed, "Google's token endpoint answered with something that is not a token reply.", fault),
    };

    private static GoogleFaultException FromRefusal(TokenResponseException refusal, GoogleFaultKind invalidGrant)
    {
        var code = refusal.Error?.Error;
        var status = (int?)refusal.StatusCode ?? 0;
        var kind = code switch
        {
            "invalid_grant" => invalidGrant,
            "invalid_client" or "unauthorized_client" or "deleted_client" or "disabled_client" => GoogleFaultKind.ClientRefused,
            "admin_policy_enforced" or "policy_enforced" => GoogleFaultKind.AdminPolicy,
            "org_internal" => GoogleFaultKind.OrganisationInternal,
            // The last three are OpenID Connect's (Core 1.0, 3.1.2.6): Google wants to see the person again.
            "access_denied" or "consent_required" or "interaction_required" or "login_required" => GoogleFaultKind.AccessDenied,
            "redirect_uri_mismatch" => GoogleFaultKind.RedirectUriMismatch,
            "rate_limit_exceeded" or "slow_down" => GoogleFaultKind.RateLimited,
            "temporarily_unavailable" => GoogleFaultKind.Unavailable,
            _ => status switch
            {
                429 => GoogleFaultKind.RateLimited,
                503 => GoogleFaultKind.Unavailable,
                408 or 504 => GoogleFaultKind.Timeout,
                >= 500 => GoogleFaultKind.ServerError,
                401 => GoogleFaultKind.ClientRefused,
                >= 400 => GoogleFaultKind.Refused,
                _ => GoogleFaultKind.Malformed,
            },
        };

        // The inner exception's text can repeat what Google sent; the code and the status say enough.
        return new GoogleFaultException(kind, $"Google's token endpoint answered {status} ({(kind is GoogleFaultKind.Malformed ? "no OAuth error" : Constant(code))}).");
    }

    private static string Constant(string? code) =>
        code is { Length: <= 40 } && code.All(c => char.IsAsciiLetter(c) || c == '_') ? code : "another error";
}
