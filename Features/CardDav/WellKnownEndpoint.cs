using FastEndpoints;
using Gcd.Infrastructure.Http;

namespace Gcd.Features.CardDav;

/// <summary>/.well-known/carddav (RFC 6764, 5): where the address books are, for a client that knows the host alone.</summary>
internal sealed class WellKnownEndpoint : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs("GET", "HEAD", "PROPFIND", "OPTIONS");
        Routes("/.well-known/carddav");
        AllowAnonymous();
        SerializerContext(ProblemJson.Default);
        Description(route => route.ExcludeFromDescription());
    }

    public override Task HandleAsync(CancellationToken ct)
    {
        HttpContext.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        HttpContext.Response.Headers.Location = DavResource.Root.Href;
        return HttpContext.Response.StartAsync(ct);
    }
}
