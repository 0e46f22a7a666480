using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Telemetry;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Hosting;

/// <summary>Answers any request that the token store failed: 503, counted, and one line in the log.</summary>
internal static partial class StoreUnavailableReply
{
    public static IServiceCollection AddStoreUnavailableReply(this IServiceCollection services) =>
        services.AddSingleton(provider => new ExpectedException(typeof(StoreUnavailableException), fault =>
        {
            provider.GetRequiredService<GcdMetrics>().StoreFailures.Inc();
            // Without a stack: the message names the thing, and every request would repeat it.
            Log.StoreUnavailable(provider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(StoreUnavailableReply)), fault.Message);
            return Problem(((StoreUnavailableException)fault).Reason);
        }));

    public static Problem Problem(string reason) => new(
        StatusCodes.Status503ServiceUnavailable,
        "store-unavailable",
        "The token store is not available",
        $"{reason} Nothing that was given out before is lost.",
        "Try again later. The operator finds the cause in the log; no restart is needed once it is gone.")
    {
        RetryAfter = StoreUnavailableException.RetryAfter,
        ResolvedBy = ResolvedBy.Operator,
        Steps = ["The operator finds the cause in the log and mends it; no restart is needed.", "Then start again."],
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A request was answered by 503: {Reason}", EventName = "StoreUnavailable")]
        public static partial void StoreUnavailable(ILogger logger, string reason);
    }
}
