using Gcd.Infrastructure.Hosting;
using Gcd.Infrastructure.Telemetry;
using Gcd.Infrastructure.Tokens;
using Prometheus;

namespace Gcd.Features.Metrics;

/// <summary>Reads the gauges, and writes all metrics down.</summary>
internal sealed class MetricsService(CollectorRegistry registry, GcdMetrics metrics, ITokenStore store, Readiness readiness, TimeProvider time)
{
    // Below Prometheus' own patience with a scrape (10 s), so that a store that does not answer can be told.
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(3);

    public async Task<ReadOnlyMemory<byte>> ExportAsync(CancellationToken ct)
    {
        metrics.SetStore(store.Counts, store.SizeInBytes);
        metrics.SetReady(await IsReadyAsync(ct));
        using var text = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(text, ct);
        return text.GetBuffer().AsMemory(0, (int)text.Length);
    }

    private async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(LongestProbe, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return await readiness.ReasonNotToSendAsync(either.Token) is null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
