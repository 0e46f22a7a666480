using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Settings;

namespace Gcd.Features.OpenApi;

/// <summary>The addresses at which people look for a document first.</summary>
internal sealed class OpenApiRedirectEndpoint(GcdSettings settings) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/openapi.json", "/swagger/v1/swagger.json");
        AllowAnonymous();
        SerializerContext(ProblemJson.Default);
        Description(route => route.ExcludeFromDescription());
    }

    public override Task HandleAsync(CancellationToken ct) => Send.RedirectAsync(settings.PublicPath + PublishedDocument.Path);
}
