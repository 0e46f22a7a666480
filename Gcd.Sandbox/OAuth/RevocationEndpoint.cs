namespace Gcd.Sandbox.OAuth;

/// <summary>/revoke: ends the whole grant (https://developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke).</summary>
internal static class RevocationEndpoint
{
    public static void Map(WebApplication app, SimulatedGoogle google) =>
        app.MapResult(HttpMethods.Post, "/revoke", async context =>
        {
            google.Requests.Count(GoogleOperation.Revoke);
            var token = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync())["token"].ToString() : string.Empty;
            token = token.Length > 0 ? token : context.Request.Query["token"].ToString();
            return google.Grants.Revoke(token)
                ? Results.Text("{}", "application/json; charset=utf-8")
                : Results.Text("""{"error":"invalid_token","error_description":"Token expired or revoked"}""", "application/json; charset=utf-8", statusCode: 400);
        });
}
