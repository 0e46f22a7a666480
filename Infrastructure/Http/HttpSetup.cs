using Gcd.Infrastructure.Http.Limits;
using Gcd.Infrastructure.Settings;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;

namespace Gcd.Infrastructure.Http;

internal static class HttpSetup
{
    public static void AddHttp(this WebApplicationBuilder builder, GcdSettings settings)
    {
        builder.Services.Configure<HostFilteringOptions>(filter =>
        {
            filter.AllowedHosts = [.. settings.AllowedHosts];
            // HTTP/1.0 knows no Host header.
            filter.AllowEmptyHosts = settings.AllowedHosts.Contains("*");
            // ErrorReplies says it in our form.
            filter.IncludeFailureMessage = false;
        });
        builder.Services.AddHostFiltering(_ => { });
        // The web host's own filter would refuse before UseHttp, without our headers and without advice.
        foreach (var early in builder.Services.Where(service => service.ImplementationType?.Name == "HostFilteringStartupFilter").ToList())
        {
            builder.Services.Remove(early);
        }

        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            // Several proxies in a row: hop by hop, up to the first address that is not trusted.
            forwarded.ForwardLimit = null;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (var network in settings.TrustedProxies)
            {
                forwarded.KnownIPNetworks.Add(network);
            }
        });
        builder.Services.AddLimits();
    }

    public static void UseHttp(this IApplicationBuilder app)
    {
        var metricsPort = app.ApplicationServices.GetRequiredService<GcdSettings>().Metrics.Port;
        app.UseUntrustedProxyWarning();
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseErrorReplies();
        app.UseMetricsPort(metricsPort);
        // Whoever scrapes by address knows no host name of ours.
        app.UseWhen(context => !MetricsPort.IsUsedBy(context, metricsPort), hosts => hosts.UseHostFiltering());
        app.UseMethodRules();
        RequestGate.Use(app);
    }
}
