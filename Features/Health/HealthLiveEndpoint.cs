using FastEndpoints;
using Gcd.Infrastructure.Http.Limits;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Telemetry;

namespace Gcd.Features.Health;

/// <summary>GET /health/live: the process answers; what it depends on does not count, since a restart would not repair that.</summary>
internal sealed class HealthLiveEndpoint : EndpointWithoutRequest<HealthResponse>
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/health/live");
        AllowAnonymous();
        Tags(UngatedRoute.Tag);
        SerializerContext(HealthJson.Default);
        Description(route => route.Operation("getLiveness", DocumentTags.Service).WithMetadata(QuietRoute.Metadata));
    }

    public override Task HandleAsync(CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        return Send.OkAsync(new HealthResponse { Status = "live" }, ct);
    }
}
