using System.Net;
using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using Gcd.Tests.Fixtures;

namespace Gcd.Infrastructure.Http.Limits;

public sealed class AddressLimitTests
{
    [Fact]
    public async Task Addresses_that_are_not_seen_any_more_are_forgotten()
    {
        var time = new StandingTime();
        var window = new LimitWindow(TimeSpan.FromMinutes(1), time);
        await using var limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => AddressLimit.Partition(address, most: 1, window));
        var seen = Flood(limiter, 10_000);

        // The framework looks every tenth of a second for what has been idle for ten seconds.
        time.Advance(window.Length + TimeSpan.FromSeconds(11));
        await Eventually.TrueAsync(() =>
        {
            GC.Collect();
            return !seen.Any(address => address.IsAlive);
        });

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
