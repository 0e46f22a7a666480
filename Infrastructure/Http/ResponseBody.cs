namespace Gcd.Infrastructure.Http;

/// <summary>Sends a body, or for HEAD the headers alone. FastEndpoints takes a reply that nobody started for 204.</summary>
internal static class ResponseBody
{
    // A caller that takes nothing, such as one that pipelines requests and never reads, loses its connection.
    private static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(60);

    public static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> body, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.StartAsync(context.RequestAborted);
        }
        else
        {
            await WriteAsync(context, body);
        }
    }

    private static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(LongestStall);
        try
        {
            await context.Response.Body.WriteAsync(body, limit.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }
}
