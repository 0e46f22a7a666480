using System.Threading.RateLimiting;
using Gcd.Infrastructure.Http;

namespace Gcd.Features.Download;

/// <summary>A place for one download, given back when it is disposed; or why there is none.</summary>
internal sealed record DownloadPlace(RateLimitLease? OfPerson, RateLimitLease? OfInstance, Problem? Refusal) : IDisposable
{
    public void Dispose()
    {
        OfInstance?.Dispose();
        OfPerson?.Dispose();
    }
}
