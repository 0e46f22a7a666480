using Gcd.Sandbox.OAuth;

namespace Gcd.Sandbox.People;

/// <summary>Who may read contacts and labels.</summary>
internal static class GoogleAccess
{
    /// <returns>The access token of the request; null after its refusal was written.</returns>
    public static async Task<IssuedAccessToken?> CheckAsync(HttpContext context, SimulatedGoogle google)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            await GoogleError.WriteAsync(context, 401, "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.", "CREDENTIALS_MISSING");
            return null;
        }

        if (google.Grants.FindAccessToken(header[7..]) is not { } access)
        {
            await GoogleError.WriteAsync(context, 401, "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.", "ACCESS_TOKEN_EXPIRED");
            return null;
        }

        if (!access.Granted.Any(scope => scope is AuthorizationEndpoint.ContactsScope or "https://www.googleapis.com/auth/contacts"))
        {
            await GoogleError.WriteAsync(context, 403, "Request had insufficient authentication scopes.", "ACCESS_TOKEN_SCOPE_INSUFFICIENT");
            return null;
        }

        return access;
    }
}
