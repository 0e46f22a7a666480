using System.Net;
using System.Threading.RateLimiting;
using Gcd.Infrastructure.Http.Limits;
using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens;

/// <summary>
/// LIMIT_FAILED_TOKENS, by client address. It decides how a token that opens nothing is answered, not whether it is looked up:
/// a valid token must not suffer from what others at its address do. A look-up is one read, and malformed tokens cause none.
/// </summary>
internal sealed class FailedTokens(GcdSettings settings, LimitWindow window) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext>? limiter = settings.Limits.FailedTokens is { } most
        ? PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => AddressLimit.Partition(ClientAddress.Of(context), most, window))
        : null;

    /// <summary>Counts one.</summary>
    /// <returns>How long the caller has to wait, or null below the limit.</returns>
    public TimeSpan? Count(HttpContext context)
    {
        using var lease = limiter?.AttemptAcquire(context);
        return lease is null or { IsAcquired: true } ? null : AddressLimit.RetryAfter(lease, window);
    }

    public void Dispose() => limiter?.Dispose();
}
