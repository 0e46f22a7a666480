using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Http.Limits;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Telemetry;

namespace Gcd.Features.Metrics;

/// <summary>GET /metrics in Prometheus' text format; behind METRICS_TOKEN where that is set.</summary>
internal sealed class MetricsEndpoint(MetricsService service, GcdSettings settings) : EndpointWithoutRequest
{
    // The earlier service's words. What prometheus-net would say has the same meaning, in another order.
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes(MetricsPort.Path);
        AllowAnonymous();
        Tags(UngatedRoute.Tag);
        SerializerContext(ProblemJson.Default);
        Description(route => route.Operation("getMetrics", DocumentTags.Service).WithMetadata(QuietRoute.Metadata));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        if (settings.Metrics.Token is { } token && !MetricsToken.IsSentBy(HttpContext.Request, token))
        {
            HttpContext.Response.Headers.WWWAuthenticate = MetricsToken.ChallengeFor(HttpContext.Request);
            await Problems.WriteAsync(HttpContext, MetricsProblems.TokenNeeded);
            return;
        }

        HttpContext.Response.Headers.CacheControl = "no-store";
        await ResponseBody.SendAsync(HttpContext, await service.ExportAsync(ct), ContentType);
    }
}
