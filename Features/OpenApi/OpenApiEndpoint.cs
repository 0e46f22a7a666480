using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.OpenApi;

/// <summary>GET /openapi/v1.json: the published document. It does not describe itself.</summary>
internal sealed class OpenApiEndpoint(PublishedDocument document) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes(PublishedDocument.Path);
        AllowAnonymous();
        SerializerContext(ProblemJson.Default);
        Description(route => route.ExcludeFromDescription());
    }

    public override async Task HandleAsync(CancellationToken ct) =>
        await ResponseBody.SendAsync(HttpContext, await document.ReadAsync(), "application/json; charset=utf-8");
}
