namespace Gcd.Sandbox.People;

/// <summary>GET /v1/people/me/connections (https://developers.google.com/people/api/rest/v1/people.connections/list).</summary>
internal static class ConnectionsEndpoint
{
    public static void Map(WebApplication app, SimulatedGoogle google) =>
        app.MapGet("/v1/people/{person}/connections", context => ListAsync(context, context.Part("person"), google));

    private static async Task ListAsync(HttpContext context, string person, SimulatedGoogle google)
    {
        google.Requests.Count(GoogleOperation.Connections);
        if (await GoogleAccess.CheckAsync(context, google) is not { } access || !await google.Quotas.TakeCriticalReadAsync(context, access.Account))
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

        var (position, refusal) = ReadPosition.Of(parameters, access.Account, google.Time.GetUtcNow());
        if (position is null)
        {
            await RefuseAsync(context, google, refusal);
            return;
        }

        // "The first page of a full sync request has an additional quota."
        if (parameters is { RequestSyncToken: true, SyncToken: null, PageToken: null } && !await google.Quotas.TakeFullSyncAsync(context, access.Account))
        {
            return;
        }

        await PageReply.SendAsync(context, google, GoogleOperation.Connections, access, position.Start, isZipped => google.Pages.Make(access.Account, parameters, position, isZipped));
    }

    private static Task RefuseAsync(HttpContext context, SimulatedGoogle google, ReadRefusal refusal) => refusal switch
    {
        ReadRefusal.PageToken => GoogleError.WriteAsync(context, 400, "Invalid page token, or the other parameters differ from the call that gave it.", reason: null),
        ReadRefusal.SyncToken => GoogleError.WriteAsync(context, 400, "Invalid sync token, or the other parameters differ from the call that gave it.", reason: null),
        _ => GoogleError.WriteAsync(context, google.ExpiredSyncTokenStatus, "Sync token is expired. Clear local cache and retry call without the sync token.", GoogleError.ExpiredSyncToken),
    };
}
