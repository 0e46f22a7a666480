using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Settings;

namespace Gcd.Features.CardDav;

/// <summary>/.well-known/carddav (RFC 6764, 5): where the address books are, for a client that knows the host alone.</summary>
internal sealed class WellKnownEndpoint(GcdSettings settings) : EndpointWithoutRequest
{
    private static readonly string[] Methods = ["GET", "HEAD", "PROPFIND"];

    public override void Configure()
    {
        Verbs(Methods);
        Routes("/.well-known/carddav");
        // By name: FastEndpoints takes none to mean the methods that it knows, and PROPFIND is none of them.
        AllowAnonymous(Methods);
        SerializerContext(ProblemJson.Default);
        Description(route => route.ExcludeFromDescription());
    }

    public override Task HandleAsync(CancellationToken ct)
    {
        HttpContext.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        HttpContext.Response.Headers.Location = DavResource.Root.Href(settings.PublicPath);
        return HttpContext.Response.StartAsync(ct);
    }
}
