using System.Net;
using System.Runtime.CompilerServices;
using Gcd.Tests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace Gcd.Infrastructure.Http.Limits;

public sealed class AddressLimitTests
{
    [Fact]
    public async Task Addresses_that_are_not_seen_any_more_are_forgotten()
    {
        var time = new StandingTime();
        var window = new LimitWindow(TimeSpan.FromMinutes(1), time);
        var seen = new List<WeakReference>();
        using var limit = new OncePerAddress(window, seen);
        Flood(limit, 10_000);

        // The framework looks every tenth of a second for what has been idle for ten seconds.
        time.Advance(window.Length + TimeSpan.FromSeconds(11));
        await Eventually.TrueAsync(() =>
        {
            GC.Collect();
            return !seen.Any(address => address.IsAlive);
        });

        // It still counts, after all that.
        Assert.Null(limit.Count(From(IPAddress.Loopback)));
        Assert.NotNull(limit.Count(From(IPAddress.Loopback)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Flood(OncePerAddress limit, int addresses)
    {
        for (var i = 0; i < addresses; i++)
        {
            var address = new IPAddress([0x20, 0x01, 0x0d, 0xb8, 0, 0, (byte)(i >> 8), (byte)i, 0, 0, 0, 0, 0, 0, 0, 1]);
            Assert.Null(limit.Count(From(address)));
            Assert.NotNull(limit.Count(From(address)));
        }
    }

    private static DefaultHttpContext From(IPAddress address) => new() { Connection = { RemoteIpAddress = address } };

    /// <summary>Notes the very addresses that are kept.</summary>
    private sealed class OncePerAddress(LimitWindow window, List<WeakReference> seen) : AddressLimit<IPAddress>(1, window, context =>
    {
        var address = ClientAddress.Of(context);
        seen.Add(new WeakReference(address));
        return address;
    });
}
