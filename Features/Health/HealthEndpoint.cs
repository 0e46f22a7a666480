using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Telemetry;

namespace Gcd.Features.Health;

/// <summary>GET /health: the earlier service's health check.</summary>
internal sealed class HealthEndpoint(HealthService service) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/health");
        AllowAnonymous();
        Description(HealthDescription.Report.AddTo, clearDefaults: true);
        Options(route => route.WithMetadata(QuietRoute.Metadata));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var report = await service.ReportAsync(ct);
        HttpContext.Response.StatusCode = report.Error is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        HttpContext.Response.Headers.CacheControl = "no-store";
        await Json.WriteAsync(HttpContext, report, HealthJson.Default.HealthResponse);
    }
}
