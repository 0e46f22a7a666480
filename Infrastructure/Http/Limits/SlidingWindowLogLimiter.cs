using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace Gcd.Infrastructure.Http.Limits;

/// <summary>
/// At most so many in any window, by the times of those that were let in. The framework's sliding window counts by segments and names the
/// whole window as the wait, always; this one knows to the moment when the next one is let in.
/// </summary>
internal sealed class SlidingWindowLogLimiter(int most, TimeSpan window, TimeProvider time) : RateLimiter
{
    // No longer than the limit, and only as long as its caller is busy.
    private readonly Queue<long> letIn = new();

    // At first as if one had just stopped counting.
    private long last = time.GetTimestamp() - (long)(window.TotalSeconds * time.TimestampFrequency);

    /// <summary>Since when all is forgotten; null while something still counts.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (letIn)
            {
                var idle = time.GetElapsedTime(last) - window;
                return idle >= TimeSpan.Zero ? idle : null;
            }
        }
    }

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (letIn)
        {
            var now = time.GetTimestamp();
            while (letIn.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= window)
            {
                letIn.Dequeue();
            }

            if (letIn.Count >= most)
            {
                return new Lease(window - time.GetElapsedTime(letIn.Peek(), now));
            }

            // A request for none only asks whether one would be let in.
            if (permitCount > 0)
            {
                letIn.Enqueue(now);
                last = now;
            }

            return new Lease(null);
        }
    }

    // Nobody waits in a queue.
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => new(AttemptAcquireCore(permitCount));

    private sealed class Lease(TimeSpan? wait) : RateLimitLease
    {
        public override bool IsAcquired => wait is null;

        public override IEnumerable<string> MetadataNames => wait is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? wait : null;
            return metadata is not null;
        }
    }
}
