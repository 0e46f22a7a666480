using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Telemetry;

internal static class TelemetrySetup
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<GcdMetrics>().AddSingleton<Readiness>().AddHostedService<StartupNotices>();
        // The framework's own request log lines hold paths and query strings, and with them codes and states.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Logging.AddFilter("FastEndpoints", LogLevel.Warning);
        // The base class tells every refused token; the metrics count them.
        builder.Logging.AddFilter(typeof(BearerHandler).FullName, LogLevel.Warning);
    }

    public static void UseTelemetry(this IApplicationBuilder app) => app.UseRequestMetrics();
}
