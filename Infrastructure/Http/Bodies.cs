namespace Gcd.Infrastructure.Http;

/// <summary>Sends a body, or for HEAD the headers alone. FastEndpoints takes a reply that nobody started for 204.</summary>
internal static class Bodies
{
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
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
