using Gcd.Infrastructure.Settings;
using Microsoft.Net.Http.Headers;

namespace Gcd.Infrastructure.Hosting;

/// <summary>
/// Between the order to stop and the stop: for DRAIN_SECONDS the health checks say 503 while everything else is answered as before, so that
/// a load balancer that asks now and then sends nobody to a closed door. Runs before any service stops, Kestrel included.
/// </summary>
internal sealed partial class Draining(GcdSettings settings, SilentConnections connections, TimeProvider time, ILogger<Draining> logger) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Log.Begun(logger, settings.Drain.TotalSeconds, settings.Shutdown.TotalSeconds);
        // Cancelled by a second signal: then nobody is to wait.
        await Task.Delay(settings.Drain, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Log.Over(logger);
        // Beside the stop, which waits for connections.
        _ = connections.AbortAsync();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Asks callers to open their next connection, which a proxy opens elsewhere, before this one is closed on them.</summary>
    public static void Use(IApplicationBuilder app)
    {
        var readiness = app.ApplicationServices.GetRequiredService<Readiness>();
        app.Use((context, next) =>
        {
            // HTTP/2 has no such header; Kestrel says GOAWAY when it stops.
            if (readiness.IsDraining && HttpProtocol.IsHttp11(context.Request.Protocol))
            {
                context.Response.OnStarting(static state => CloseAfterReply((HttpResponse)state), context.Response);
            }

            return next(context);
        });
    }

    private static Task CloseAfterReply(HttpResponse response)
    {
        response.Headers[HeaderNames.Connection] = "close";
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Stopping: not ready from now on, still answering for {DrainSeconds} s, then finishing running requests within {ShutdownSeconds} s", EventName = "Draining")]
        public static partial void Begun(ILogger logger, double drainSeconds, double shutdownSeconds);

        [LoggerMessage(2, LogLevel.Information, "No new connections are accepted from now on", EventName = "Drained")]
        public static partial void Over(ILogger logger);
    }
}
