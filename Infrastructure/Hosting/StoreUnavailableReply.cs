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
        $"{reason} Tokens issued before are not lost.",
        "Try again later. For the operator: the log has the cause; once it is fixed, no restart is needed.")
    {
        RetryAfter = StoreUnavailableException.RetryAfter,
        ResolvedBy = ResolvedBy.Operator,
        Steps = ["Find the cause in the log and fix it; no restart is needed.", "Then try again."],
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A request was answered with 503: {Reason}", EventName = "StoreUnavailable")]
        public static partial void StoreUnavailable(ILogger logger, string reason);
    }
}
