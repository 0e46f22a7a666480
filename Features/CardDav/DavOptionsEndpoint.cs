using FastEndpoints;
using Gcd.Infrastructure.Http;

namespace Gcd.Features.CardDav;

/// <summary>OPTIONS on /dav/: clients find out by its header DAV what the server is, some of them before they send a password.</summary>
internal sealed class DavOptionsEndpoint : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs("OPTIONS");
        // The path may be empty, so this is /dav as well.
        Routes("/dav/{**path}");
        AllowAnonymous();
        SerializerContext(ProblemJson.Default);
        Description(route => route.ExcludeFromDescription());
    }

    public override Task HandleAsync(CancellationToken ct)
    {
        HttpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        HttpContext.Response.Headers["DAV"] = DavHeaders.Compliance;
        HttpContext.Response.Headers.Allow = DavHeaders.Allow;
        return HttpContext.Response.StartAsync(ct);
    }
}
