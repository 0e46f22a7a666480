using System.Text.Json.Nodes;

namespace Gcd.Sandbox.OAuth;

/// <summary>/v1/userinfo (OpenID Connect Core 1.0, 5.3): the claims that the scopes of the access token allow.</summary>
internal static class UserInfoEndpoint
{
    private const string EmailScope = "https://www.googleapis.com/auth/userinfo.email";

    public static void Map(WebApplication app, SimulatedGoogle google) =>
        app.MapResult(HttpMethods.Get, "/v1/userinfo", context =>
        {
            google.Requests.Count(GoogleOperation.UserInfo);
            var header = context.Request.Headers.Authorization.ToString();
            if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || google.Grants.FindAccessToken(header[7..]) is not { } access)
            {
                return Error(401, "invalid_request", "Invalid Credentials");
            }

            if (!access.Granted.Any(scope => scope is "openid" or "email" or "profile" or EmailScope))
            {
                return Error(403, "insufficient_scope", "Request had insufficient authentication scopes.");
            }

            var claims = new JsonObject { ["sub"] = access.Account.Sub };
            if (access.Granted.Any(scope => scope is "email" or EmailScope))
            {
                claims["email"] = access.Account.Email;
                claims["email_verified"] = access.Account.IsEmailVerified;
            }

            return Results.Text(claims.ToJsonString(), "application/json; charset=utf-8");
        });

    private static IResult Error(int status, string error, string description) =>
        Results.Text(new JsonObject { ["error"] = error, ["error_description"] = description }.ToJsonString(), "application/json; charset=utf-8", statusCode: status);
}
