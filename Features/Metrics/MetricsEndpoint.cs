using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Telemetry;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Metrics;

/// <summary>GET /metrics in Prometheus' text format.</summary>
internal sealed class MetricsEndpoint(GcdMetrics metrics, ITokenStore store) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/metrics");
        AllowAnonymous();
        Description(MetricsDescription.Operation.AddTo, clearDefaults: true);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        metrics.SetStore(store.Counts.Users, store.Counts.Tokens, store.SizeInBytes);
        HttpContext.Response.Headers.CacheControl = "no-store";
        using var text = new MemoryStream();
        await metrics.Registry.CollectAndExportAsTextAsync(text, ct);
        await Bodies.SendAsync(HttpContext, text.ToArray(), "text/plain; version=0.0.4; charset=utf-8");
    }
}
