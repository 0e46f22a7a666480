namespace Gcd.Sandbox.OAuth;

/// <summary>/oauth2/v3/certs: the keys that sign ID tokens (RFC 7517).</summary>
internal static class CertsEndpoint
{
    public static void Map(WebApplication app, SimulatedGoogle google) =>
        app.MapGet("/oauth2/v3/certs", (HttpContext context) =>
        {
            google.Requests.Count(GoogleOperation.Certs);
            context.Response.Headers.CacheControl = "public, max-age=19000, must-revalidate, no-transform";
            return Results.Text(google.Signer.Jwks().ToJsonString(), "application/json; charset=utf-8");
        });
}
