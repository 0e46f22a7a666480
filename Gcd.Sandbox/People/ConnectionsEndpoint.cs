namespace Gcd.Sandbox.People;

/// <summary>GET /v1/people/me/connections (https://developers.google.com/people/api/rest/v1/people.connections/list).</summary>
internal static class ConnectionsEndpoint
{
    private static readonly TimeSpan SyncTokenLife = TimeSpan.FromDays(7);

    public static void Map(WebApplication app, SimulatedGoogle google) =>
        app.MapGet("/v1/people/{person}/connections", (HttpContext context, string person) => ListAsync(context, person, google));

    private static async Task ListAsync(HttpContext context, string person, SimulatedGoogle google)
    {
        google.Requests.Count(GoogleOperation.Connections);
        if (await GoogleAccess.CheckAsync(context, google) is not { } access)
        {
            return;
        }

        var (parameters, error) = ListParameters.Read(context.Request.Query);
        error = person == "me" ? error : "Resource name must be people/me.";
        if (error is not null || parameters is null)
        {
            await GoogleError.WriteAsync(context, 400, error!, reason: null);
            return;
        }

        var start = parameters.PageToken is null ? 0 : OpaqueToken.Read("page", parameters.Fingerprint, parameters.PageToken);
        if (start is null)
        {
            await GoogleError.WriteAsync(context, 400, "Invalid page token, or the other parameters differ from the call that gave it.", reason: null);
            return;
        }

        if (parameters.SyncToken is { } sync
            && (OpaqueToken.Read("sync", parameters.SyncFingerprint, sync) is not { } given || DateTimeOffset.FromUnixTimeSeconds(given) + SyncTokenLife < google.Time.GetUtcNow()))
        {
            await GoogleError.WriteAsync(context, 400, "Sync token is expired. Clear local cache and retry call without the sync token.", "EXPIRED_SYNC_TOKEN");
            return;
        }

        await PageReply.SendAsync(context, google, GoogleOperation.Connections, access, (int)start, isZipped => google.Pages.Make(access.Account, parameters, (int)start, isZipped));
    }
}
