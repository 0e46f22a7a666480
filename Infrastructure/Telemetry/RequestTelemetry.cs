using System.Globalization;
using Gcd.Infrastructure.Http.Limits;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Telemetry;

/// <summary>Counts, times and logs every request by route template, never by path, so that nobody can make series or get a secret into the log.</summary>
internal sealed class RequestTelemetry(GcdMetrics metrics, TimeProvider time, ILogger<RequestTelemetry> logger)
{
    private const string Unmatched = "unmatched";
    private static readonly EventId Finished = new(1, "RequestFinished");
    private static readonly HashSet<string> KnownMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "REPORT"];

    public async Task ObserveAsync(HttpContext context, RequestDelegate next)
    {
        var started = time.GetTimestamp();
        // Read before the work: the exception handler clears it.
        var endpoint = context.GetEndpoint() as RouteEndpoint;
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await next(context);
            status = context.Response.StatusCode;
        }
        finally
        {
            Record(context, endpoint, status, time.GetElapsedTime(started));
        }
    }

    private void Record(HttpContext context, RouteEndpoint? endpoint, int status, TimeSpan duration)
    {
        var method = KnownMethods.Contains(context.Request.Method) ? context.Request.Method : "OTHER";
        var route = endpoint?.RoutePattern.RawText ?? Unmatched;
        metrics.Requests.WithLabels(method, route, status.ToString(CultureInfo.InvariantCulture)).Inc();
        metrics.Durations.WithLabels(method, route).Observe(duration.TotalSeconds);
        var level = context.Features.Get<TurnedAway>() is null ? Level(endpoint, status) : LogLevel.Debug;
        if (logger.IsEnabled(level))
        {
            var details = context.Features.Get<RequestLogDetails>() ?? new RequestLogDetails();
            details = details with { UserHash = details.UserHash ?? context.Features.Get<TokenWithUser>()?.User.UserHash };
            logger.Log(level, Finished, new RequestSummary(method, route, status, duration, details), exception: null, static (summary, _) => summary.ToString());
        }
    }

    /// <summary>What fails here is a warning, which an old HTTP version is not; what strangers try, and what machines ask all the time, does not flood the log.</summary>
    private static LogLevel Level(RouteEndpoint? endpoint, int status) =>
        status is >= StatusCodes.Status500InternalServerError and not StatusCodes.Status505HttpVersionNotsupported ? LogLevel.Warning
        : endpoint is null || (status < StatusCodes.Status400BadRequest && endpoint.Metadata.GetMetadata<QuietRoute>() is not null) ? LogLevel.Debug
        : LogLevel.Information;
}
