using System.Net;
using Gcd.Infrastructure.Settings;
using Microsoft.AspNetCore.HttpOverrides;

namespace Gcd.Infrastructure.Http;

/// <summary>Tells once when a proxy is at work that TRUSTED_PROXIES does not name: then everybody behind it counts as one address.</summary>
internal static partial class UntrustedProxyWarning
{
    /// <summary>Goes before forwarded headers are taken, which replace the peer's address.</summary>
    public static void UseUntrustedProxyWarning(this IApplicationBuilder app)
    {
        var trusted = app.ApplicationServices.GetRequiredService<GcdSettings>().TrustedProxies;
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(UntrustedProxyWarning));
        var isTold = 0;
        app.Use((context, next) =>
        {
            if (isTold == 0
                && context.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XForwardedForHeaderName)
                && context.Connection.RemoteIpAddress is { } peer
                && !trusted.Trust(peer)
                && Interlocked.Exchange(ref isTold, 1) == 0)
            {
                Log.NotTrusted(logger, peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer);
            }

            return next(context);
        });
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A request from {Peer} brought X-Forwarded-For, which was ignored because TRUSTED_PROXIES does not name that address. If it is your proxy, add it: until then all people behind it share one limit, as one address", EventName = "UntrustedProxy")]
        public static partial void NotTrusted(ILogger logger, IPAddress peer);
    }
}
