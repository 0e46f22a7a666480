using System.Collections.Concurrent;
using System.Net;
using Gcd.Infrastructure.Settings;
using Microsoft.AspNetCore.HttpOverrides;

namespace Gcd.Infrastructure.Http;

/// <summary>Tells when a proxy is at work that TRUSTED_PROXIES does not name: then everybody behind it counts as one address.</summary>
internal static partial class UntrustedProxyWarning
{
    // Strangers can send the header as well: they must neither fill the log nor keep the proxy out of it.
    private const int MostPeers = 10;

    /// <summary>Goes before forwarded headers are taken, which replace the peer's address.</summary>
    public static void UseUntrustedProxyWarning(this IApplicationBuilder app)
    {
        var trusted = app.ApplicationServices.GetRequiredService<GcdSettings>().TrustedProxies;
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(UntrustedProxyWarning));
        var told = new ConcurrentDictionary<IPAddress, bool>();
        app.Use((context, next) =>
        {
            if (told.Count < MostPeers
                && context.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XForwardedForHeaderName)
                && context.Connection.RemoteIpAddress is { } peer
                && !trusted.Trust(peer)
                && told.TryAdd(peer, true))
            {
                Log.NotTrusted(logger, peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer);
            }

            return next(context);
        });
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A request from {Peer} had X-Forwarded-For, which was ignored because TRUSTED_PROXIES does not include that address. If it is your proxy, add it: until then, everyone behind it shares the limits of one address. If it is not your proxy, do nothing", EventName = "UntrustedProxy")]
        public static partial void NotTrusted(ILogger logger, IPAddress peer);
    }
}
