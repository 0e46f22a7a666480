namespace Gcd.Infrastructure.Http;

internal static class Redirects
{
    /// <summary>Leads to a page after a form was done, so that reloading does not send it again (RFC 9110, 15.4.4).</summary>
    public static Task SeeOtherAsync(this HttpResponse response, string path)
    {
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = path;
        // FastEndpoints answers 204 where nothing has begun.
        return response.StartAsync(response.HttpContext.RequestAborted);
    }
}
