using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Tokens;
using Microsoft.Extensions.Logging.Console;
using Prometheus;

namespace Gcd.Infrastructure.Telemetry;

internal static class TelemetrySetup
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services
            // One a host, so that hosts in one process (tests) count apart.
            .AddSingleton(_ => CreateRegistry())
            .AddSingleton<GcdMetrics>()
            .AddSingleton<RequestTelemetry>();
        AddLogging(builder);
    }

    public static void UseTelemetry(this IApplicationBuilder app)
    {
        app.UseRequestId();
        var requests = app.ApplicationServices.GetRequiredService<RequestTelemetry>();
        app.Use(next => context => requests.ObserveAsync(context, next));
    }

    private static CollectorRegistry CreateRegistry()
    {
        var registry = Metrics.NewCustomRegistry();
        RuntimeMetrics.Register(registry);
        return registry;
    }

    private static void AddLogging(WebApplicationBuilder builder)
    {
        // People read the console in Development, programs elsewhere; Logging__Console__FormatterName=simple chooses by hand.
        const string Formatter = "Logging:Console:FormatterName";
        if (string.IsNullOrEmpty(builder.Configuration[Formatter]))
        {
            builder.Configuration[Formatter] = builder.Environment.IsDevelopment() ? ConsoleFormatterNames.Simple : JsonLineFormatter.FormatterName;
        }

        builder.Logging.ClearProviders().AddConsole().AddConsoleFormatter<JsonLineFormatter, ConsoleFormatterOptions>();
        // The base class tells every refused token; the metrics count them.
        builder.Logging.AddFilter(typeof(BearerHandler).FullName, LogLevel.Warning);
        // Its error about a start that failed is a stack trace; Startup says the same in plain words. What ends a running service is critical.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Services.PostConfigure<LoggerFilterOptions>(LogFloor.Apply);
    }
}
