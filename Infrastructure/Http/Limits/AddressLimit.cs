using System.Threading.RateLimiting;

namespace Gcd.Infrastructure.Http.Limits;

/// <summary>
/// How often something may happen in any window of time. Nobody waits in a queue: a refused caller is told when to come back.
/// A partition of which nothing counts any more is forgotten by the framework ten seconds later, so addresses do not add up.
/// </summary>
internal static class AddressLimit
{
    /// <param name="key">Whom it counts, made of <see cref="ClientAddress"/>.</param>
    /// <param name="most">How often.</param>
    /// <param name="window">Over how long.</param>
    public static RateLimitPartition<TKey> Partition<TKey>(TKey key, int most, LimitWindow window)
        where TKey : notnull =>
        RateLimitPartition.Get<TKey>(key, _ => new SlidingWindowLogLimiter(most, window.Length, window.Time));

    /// <summary>When a refused caller may come back.</summary>
    public static TimeSpan RetryAfter(RateLimitLease refused, LimitWindow window) =>
        refused.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : window.Length;
}
