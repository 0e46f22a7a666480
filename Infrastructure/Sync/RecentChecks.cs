using Microsoft.Extensions.Caching.Memory;

namespace Gcd.Infrastructure.Sync;

/// <summary>
/// When Google last said that nothing changed since a sync point. Within half a minute of it the same is answered without asking again, so
/// that no client that polls uses up its person's quota of 90 reads a minute. Nothing else is known here, and nothing of a contact.
/// </summary>
internal sealed class RecentChecks(TimeProvider time) : IDisposable
{
    /// <summary>For how long Google's answer holds.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromSeconds(30);

    // A few hundred bytes each.
    private const int MostKept = 20_000;

    private readonly MemoryCache unchanged = new(new MemoryCacheOptions { SizeLimit = MostKept });

    public void Keep(string name) =>
        unchanged.Set(name, time.GetUtcNow(), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = 2 * Holds });

    public bool IsFresh(string name) => unchanged.TryGetValue(name, out DateTimeOffset at) && time.GetUtcNow() - at is var age && age >= TimeSpan.Zero && age < Holds;

    public void Dispose() => unchanged.Dispose();
}
