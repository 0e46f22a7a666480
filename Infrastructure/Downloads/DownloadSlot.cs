using System.Threading.RateLimiting;

namespace Gcd.Infrastructure.Downloads;

/// <summary>The right to run one download, given back when it is disposed. A limit that is not set has no lease.</summary>
internal sealed class DownloadSlot(RateLimitLease? ofPerson, RateLimitLease? ofInstance) : IDisposable
{
    public void Dispose()
    {
        ofInstance?.Dispose();
        ofPerson?.Dispose();
    }
}
