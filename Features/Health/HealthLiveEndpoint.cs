using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Telemetry;

namespace Gcd.Features.Health;

/// <summary>GET /health/live: the process answers; what it depends on does not count, since a restart would not mend that.</summary>
internal sealed class HealthLiveEndpoint : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/health/live");
        AllowAnonymous();
        Description(HealthDescription.Live.AddTo, clearDefaults: true);
        Options(route => route.WithMetadata(QuietRoute.Metadata));
    }

    public override Task HandleAsync(CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        return Json.WriteAsync(HttpContext, new HealthResponse { Status = "live" }, HealthJson.Default.HealthResponse);
    }
}
