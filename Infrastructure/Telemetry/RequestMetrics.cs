using System.Globalization;

namespace Gcd.Infrastructure.Telemetry;

/// <summary>Counts every request by route template, never by path, so that nobody can make series.</summary>
internal static class RequestMetrics
{
    private const string Unmatched = "unmatched";
    private static readonly HashSet<string> KnownMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public static void UseRequestMetrics(this IApplicationBuilder app)
    {
        var metrics = app.ApplicationServices.GetRequiredService<GcdMetrics>();
        var time = app.ApplicationServices.GetRequiredService<TimeProvider>();
        app.Use(async (context, next) =>
        {
            var started = time.GetTimestamp();
            // Read before the work: the exception handler clears it.
            var endpoint = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? Unmatched;
            var status = StatusCodes.Status500InternalServerError;
            try
            {
                await next(context);
                status = context.Response.StatusCode;
            }
            finally
            {
                var method = KnownMethods.Contains(context.Request.Method) ? context.Request.Method : "OTHER";
                metrics.Requests.WithLabels(method, endpoint, status.ToString(CultureInfo.InvariantCulture)).Inc();
                metrics.Durations.WithLabels(method, endpoint).Observe(time.GetElapsedTime(started).TotalSeconds);
            }
        });
    }
}
