namespace Gcd.Sandbox.Faults;

/// <summary>Faults of everything but the pages of lists, which have their own place for them.</summary>
internal static class FaultMiddleware
{
    public static void UseFaults(this WebApplication app, SimulatedGoogle google) =>
        app.Use(async (context, next) =>
        {
            var operation = await OperationAsync(context.Request);
            var fault = operation is { } known ? google.Faults.Take(known) : null;
            if (fault is null)
            {
                await next(context);
                return;
            }

            if (fault.Reset || fault.Status is not null)
            {
                // Before the reply: whoever gets that looks at once. Another fault lets the request through, and it is counted there.
                google.Requests.Count(operation!.Value);
            }

            if (await FaultReply.BeginAsync(context, fault))
            {
                return;
            }

            // The right reply is made first, so that a fault can change or cut it.
            var client = context.Response.Body;
            using var right = new MemoryStream();
            context.Response.Body = right;
            await next(context);
            context.Response.Body = client;
            await FaultReply.SendAsync(context, fault, right.ToArray());
        });

    private static async Task<GoogleOperation?> OperationAsync(HttpRequest request) => request.Path.Value switch
    {
        "/token" when request.HasFormContentType =>
            (await request.ReadFormAsync())["grant_type"] == "refresh_token" ? GoogleOperation.Refresh : GoogleOperation.Exchange,
        "/revoke" => GoogleOperation.Revoke,
        "/oauth2/v3/certs" => GoogleOperation.Certs,
        _ => null,
    };
}
