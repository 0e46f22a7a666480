namespace Gcd.Sandbox.OAuth;

/// <summary>/oauth2/v3/certs: the keys that sign ID tokens (RFC 7517).</summary>
internal static class CertsEndpoint
{
    public static void Map(WebApplication app, SimulatedGoogle google) =>
        app.MapResult(HttpMethods.Get, "/oauth2/v3/certs", context =>
        {
            google.Requests.Count(GoogleOperation.Certs);
            context.Response.Headers.CacheControl = "public, max-age=19000, must-revalidate, no-transform";
            return Results.Text(google.Signer.Jwks().ToJsonString(), "application/json; charset=utf-8");
        });
}
