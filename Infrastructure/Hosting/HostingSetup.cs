using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Hosting;

/// <summary>How Gcd starts, listens and stops.</summary>
internal static class HostingSetup
{
    public static void AddHosting(this WebApplicationBuilder builder, GcdSettings settings)
    {
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<SilentConnections>()
            .AddSingleton<Readiness>()
            .AddHostedService<StartupNotices>()
            .AddHostedService<Draining>()
            .AddStoreUnavailableReply()
            .Configure<HostOptions>(host => host.ShutdownTimeout = settings.Drain + settings.Shutdown);
        builder.Listen(settings);
    }

    public static void UseHosting(this IApplicationBuilder app)
    {
        Draining.Use(app);
        var connections = app.ApplicationServices.GetRequiredService<SilentConnections>();
        app.Use(next => context => connections.ObserveAsync(context, next));
    }

    private static void Listen(this WebApplicationBuilder builder, GcdSettings settings)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            ConnectionLimits.Apply(kestrel.Limits);
            // Before any address is named, here or for the metrics: it holds for those that follow.
            kestrel.ConfigureEndpointDefaults(kestrel.ApplicationServices.GetRequiredService<SilentConnections>().Watch);
        });
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            // Loopback unless told otherwise. Not the container images' ASPNETCORE_HTTP_PORTS, which mean all addresses.
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(settings.Port));
            builder.Configuration[WebHostDefaults.HttpPortsKey] = string.Empty;
            builder.Configuration[WebHostDefaults.HttpsPortsKey] = string.Empty;
        }

        if (settings.Metrics.Port is { } metrics)
        {
            MetricsPort.Listen(builder, metrics);
        }
    }
}
