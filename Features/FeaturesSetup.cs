using FastEndpoints;
using Gcd.Features.Auth;
using Gcd.Features.Callback;
using Gcd.Features.Download;
using Gcd.Features.Download.Formats;
using Gcd.Features.Health;
using Gcd.Features.Metrics;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Telemetry;

namespace Gcd.Features;

internal static class FeaturesSetup
{
    public static void AddFeatures(this WebApplicationBuilder builder) =>
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<FlowStates>()
            .AddSingleton<BrowserCookie>()
            .AddSingleton<AuthService>()
            .AddSingleton<CallbackService>()
            .AddSingleton<CallbackProblems>()
            .AddSingleton<CallbackReply>()
            .AddSingleton<HealthService>()
            .AddSingleton<MetricsService>()
            .AddDownload()
            // Only this assembly is searched, so that no type of a test becomes an endpoint.
            .AddFastEndpoints(discovery =>
            {
                discovery.DisableAutoDiscovery = true;
                discovery.Assemblies = [typeof(FeaturesSetup).Assembly];
            });

    public static void UseFeatures(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseFastEndpoints();
        foreach (var format in ContactFormats.All)
        {
            app.Services.GetRequiredService<GcdMetrics>().DeclareFormat(format.Name);
        }
    }
}
