using System.Threading.RateLimiting;

namespace Gcd.Infrastructure.Http.Limits;

/// <summary>
/// How often something may happen in any window of time. Nobody waits in a queue: a refused caller is told when to come back.
/// A partition whose permits are all back is forgotten by the framework ten seconds later, so addresses do not add up.
/// </summary>
internal static class AddressLimit
{
    // Permits come back by sixths of the window, so that a caller at the limit does not wait for all of it.
    private const int Segments = 6;

    /// <param name="key">Whom it counts, made of <see cref="ClientAddress"/>.</param>
    /// <param name="most">How often.</param>
    /// <param name="window">Over how long.</param>
    public static RateLimitPartition<TKey> Partition<TKey>(TKey key, int most, LimitWindow window)
        where TKey : notnull =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = most,
            Window = window.Length,
            SegmentsPerWindow = Segments,
            QueueLimit = 0,
        });

    /// <summary>When a refused caller may come back.</summary>
    public static TimeSpan RetryAfter(RateLimitLease refused, LimitWindow window) =>
        refused.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : window.Length;
}
