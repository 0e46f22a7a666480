using Gcd.Sandbox.Faults;
using Gcd.Sandbox.OAuth;

namespace Gcd.Sandbox.People;

/// <summary>Answers with one page of a list or with people, or with what a fault makes of it.</summary>
internal static class PageReply
{
    /// <param name="context">The request.</param>
    /// <param name="google">Its faults and its log.</param>
    /// <param name="operation">What was asked.</param>
    /// <param name="access">Whose contacts they are.</param>
    /// <param name="start">The position of the page's first item; 0 where there are no pages.</param>
    /// <param name="make">Makes the reply's bytes, compressed or not; null where there is no such person.</param>
    public static async Task SendAsync(HttpContext context, SimulatedGoogle google, GoogleOperation operation, IssuedAccessToken access, int start, Func<bool, byte[]?> make)
    {
        var request = new PageRequest
        {
            Account = access.Account.Email,
            Start = start,
            Query = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            AcceptEncoding = context.Request.Headers.AcceptEncoding.ToString(),
            AccessToken = access.Token,
        };
        google.Requests.Of(operation).Enqueue(request);
        try
        {
            await AnswerAsync(context, google.Faults.Take(operation, request.Account, start), make);
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

    private static async Task AnswerAsync(HttpContext context, Fault? fault, Func<bool, byte[]?> make)
    {
        if (await FaultReply.BeginAsync(context, fault))
        {
            return;
        }

        var isZipped = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (make(isZipped) is not { } body)
        {
            await GoogleError.WriteAsync(context, StatusCodes.Status404NotFound, body: null);
            return;
        }

        context.Response.ContentType = "application/json; charset=UTF-8";
        context.Response.Headers.Vary = "Origin, X-Origin, Referer, Accept-Encoding";
        if (isZipped)
        {
            context.Response.Headers.ContentEncoding = "gzip";
        }

        await FaultReply.SendAsync(context, fault, body);
    }
}
