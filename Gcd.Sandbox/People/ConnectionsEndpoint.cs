using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;
using Gcd.Sandbox.OAuth;

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
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            await GoogleError.WriteAsync(context, 401, "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.", "CREDENTIALS_MISSING");
            return;
        }

        if (google.Grants.FindAccessToken(header[7..]) is not { } access)
        {
            await GoogleError.WriteAsync(context, 401, "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.", "ACCESS_TOKEN_EXPIRED");
            return;
        }

        if (!access.Granted.Any(scope => scope is AuthorizationEndpoint.ContactsScope or "https://www.googleapis.com/auth/contacts"))
        {
            await GoogleError.WriteAsync(context, 403, "Request had insufficient authentication scopes.", "ACCESS_TOKEN_SCOPE_INSUFFICIENT");
            return;
        }

        var (parameters, error) = ListParameters.Read(context.Request.Query);
        error = person == "me" ? error : "Resource name must be people/me.";
        if (error is not null || parameters is null)
        {
            await GoogleError.WriteAsync(context, 400, error!, reason: null);
            return;
        }

        await ReplyAsync(context, access, parameters, google);
    }

    private static async Task ReplyAsync(HttpContext context, IssuedAccessToken access, ListParameters parameters, SimulatedGoogle google)
    {
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

        var request = new ConnectionsRequest
        {
            Account = access.Account.Email,
            Start = (int)start,
            Query = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            AcceptEncoding = context.Request.Headers.AcceptEncoding.ToString(),
            AccessToken = access.Token,
        };
        google.Requests.Connections.Enqueue(request);
        try
        {
            await AnswerAsync(context, google, access.Account, parameters, (int)start);
        }
        finally
        {
            // Not by a registration: the wait that ends first would take it away before it was called.
            if (context.RequestAborted.IsCancellationRequested)
            {
                request.Aborted.TrySetResult();
            }
        }
    }

    private static async Task AnswerAsync(HttpContext context, SimulatedGoogle google, SimulatedAccount account, ListParameters parameters, int start)
    {
        var fault = google.Faults.Take(GoogleOperation.Connections, account.Email, start);
        if (await FaultReply.BeginAsync(context, fault))
        {
            return;
        }

        var isZipped = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        context.Response.ContentType = "application/json; charset=UTF-8";
        context.Response.Headers.Vary = "Origin, X-Origin, Referer, Accept-Encoding";
        if (isZipped)
        {
            context.Response.Headers.ContentEncoding = "gzip";
        }

        await FaultReply.SendAsync(context, fault, google.Pages.Make(account, parameters, start, isZipped));
    }
}
