using System.Threading.RateLimiting;

namespace Gcd.Infrastructure.Http.Limits;

/// <summary>
/// How often something may happen in any window of time. Nobody waits in a queue: a refused caller is told when to come back.
/// A key of which nothing counts any more is forgotten by the framework ten seconds later, so addresses do not add up.
/// </summary>
/// <param name="most">How often; null for no limit.</param>
/// <param name="window">Over how long.</param>
/// <param name="keyOf">Whom a request counts for, made of <see cref="ClientAddress"/>.</param>
internal abstract class AddressLimit<TKey>(int? most, LimitWindow window, Func<HttpContext, TKey> keyOf) : IDisposable
    where TKey : notnull
{
    private readonly PartitionedRateLimiter<HttpContext>? limiter = most is { } allowed
        ? PartitionedRateLimiter.Create<HttpContext, TKey>(context => RateLimitPartition.Get(keyOf(context), _ => new SlidingWindowLogLimiter(allowed, window.Length, window.Time)))
        : null;

    /// <summary>Counts one.</summary>
    /// <returns>How long the caller has to wait, or null below the limit.</returns>
    public TimeSpan? Count(HttpContext context)
    {
        using var lease = limiter?.AttemptAcquire(context);
        return lease is null or { IsAcquired: true } ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : window.Length;
    }

    public void Dispose()
    {
        limiter?.Dispose();
        GC.SuppressFinalize(this);
    }
}
