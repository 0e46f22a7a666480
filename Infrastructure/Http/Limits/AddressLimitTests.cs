using System.Net;
using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;

namespace Gcd.Infrastructure.Http.Limits;

public sealed class AddressLimitTests
{
    // The framework looks every tenth of a second for what was idle for ten seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task Addresses_that_are_not_seen_any_more_are_forgotten()
    {
        var window = new LimitWindow(TimeSpan.FromSeconds(5));
        await using var limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => AddressLimit.Partition(address, most: 1, window));
        var seen = Flood(limiter, 10_000);

        var started = TimeProvider.System.GetTimestamp();
        while (seen.Any(address => address.IsAlive))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "Addresses stay in memory.");
            await Task.Delay(500);
            GC.Collect();
        }

        // It still counts, after all that.
        Assert.True(limiter.AttemptAcquire(IPAddress.Loopback).IsAcquired);
        Assert.False(limiter.AttemptAcquire(IPAddress.Loopback).IsAcquired);
    }

    /// <summary>What the limiter keeps are the very addresses that it was given.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> Flood(PartitionedRateLimiter<IPAddress> limiter, int addresses)
    {
        var seen = new List<WeakReference>();
        for (var i = 0; i < addresses; i++)
        {
            var address = ClientAddress.Of(new IPAddress([0x20, 0x01, 0x0d, 0xb8, 0, 0, (byte)(i >> 8), (byte)i, 0, 0, 0, 0, 0, 0, 0, 1]));
            Assert.True(limiter.AttemptAcquire(address).IsAcquired);
            Assert.False(limiter.AttemptAcquire(address).IsAcquired);
            seen.Add(new WeakReference(address));
        }

        return seen;
    }
}
