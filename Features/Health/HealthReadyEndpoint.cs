using FastEndpoints;
using Gcd.Infrastructure.Hosting;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Telemetry;

namespace Gcd.Features.Health;

/// <summary>GET /health/ready: the store answers and the credentials file can be used.</summary>
internal sealed class HealthReadyEndpoint(Readiness readiness) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/health/ready");
        AllowAnonymous();
        Description(HealthDescription.Ready.AddTo, clearDefaults: true);
        Options(route => route.WithMetadata(QuietRoute.Metadata));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var fault = await readiness.ReasonNotToSendAsync(ct);
        HttpContext.Response.StatusCode = fault is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        HttpContext.Response.Headers.CacheControl = "no-store";
        await Json.WriteAsync(HttpContext, new HealthResponse { Status = fault is null ? "ready" : "not ready", Error = fault }, HealthJson.Default.HealthResponse);
    }
}
