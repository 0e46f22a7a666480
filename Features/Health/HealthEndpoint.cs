using FastEndpoints;
using Gcd.Infrastructure.Http.Limits;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Telemetry;

namespace Gcd.Features.Health;

/// <summary>GET /health: the earlier service's health check.</summary>
internal sealed class HealthEndpoint(HealthService service) : EndpointWithoutRequest<HealthResponse>
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/health");
        AllowAnonymous();
        Tags(UngatedRoute.Tag);
        SerializerContext(HealthJson.Default);
        Description(route => route.Operation("getHealth", DocumentTags.Service).WithMetadata(QuietRoute.Metadata));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var report = await service.ReportAsync(ct);
        HttpContext.Response.Headers.CacheControl = "no-store";
        await Send.ResponseAsync(report, report.Error is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, ct);
    }
}
