using Gcd.Infrastructure.Telemetry;
using Gcd.Infrastructure.Tokens;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Gcd.Infrastructure.Http;

/// <summary>Replies for what no endpoint answered: unknown paths, and exceptions. No path, type or message of an exception goes out.</summary>
internal static partial class ErrorReplies
{
    public static readonly Problem NotFound = new(
        StatusCodes.Status404NotFound, "not-found", "Not found", "There is nothing at this address.", "See / for what there is.");

    // Host filtering alone answers 400 without a body.
    public static readonly Problem HostNotAllowed = new(
        StatusCodes.Status400BadRequest,
        "host-not-allowed",
        "Host not allowed",
        "The service does not answer under the host name in the request.",
        "Use the service's public address. The operator's turn, where this is it: add the name to ALLOWED_HOSTS.")
    {
        ResolvedBy = ResolvedBy.Operator,
        Steps = ["Open the service under its public address.", "Where this is the public address, the operator adds its host name to ALLOWED_HOSTS and restarts Gcd."],
    };

    public static Problem BadRequest => Malformed(StatusCodes.Status400BadRequest);

    public static Problem TooLarge => Malformed(StatusCodes.Status413PayloadTooLarge);

    public static void UseErrorReplies(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerAsync,
            SuppressDiagnosticsCallback = context => context.Exception is StoreUnavailableException or BadHttpRequestException,
        });
        app.Use(async (context, next) =>
        {
            if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
            {
                context.Request.Body = new CheckedRequestBody(context.Request.Body);
            }

            await next(context);
            var unanswered = context.Response is { HasStarted: false, ContentType: null, ContentLength: null } ? context.Response.StatusCode : 0;
            if (unanswered is StatusCodes.Status404NotFound or StatusCodes.Status400BadRequest)
            {
                await Problems.WriteAsync(context, unanswered == StatusCodes.Status404NotFound ? NotFound : HostNotAllowed);
            }
        });
    }

    private static Task AnswerAsync(HttpContext context)
    {
        var fault = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (fault is StoreUnavailableException store)
        {
            context.RequestServices.GetRequiredService<GcdMetrics>().StoreFailures.Inc();
            // Without a stack: the message names the thing, and every request would repeat it.
            Log.StoreUnavailable(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ErrorReplies)), store.Message);
        }

        return Problems.WriteAsync(context, From(context, fault));
    }

    private static Problem From(HttpContext context, Exception? fault) => fault switch
    {
        StoreUnavailableException store => StoreUnavailable(store.Reason),
        BadHttpRequestException bad => Malformed(bad.StatusCode),
        _ => InternalError(context.TraceIdentifier),
    };

    public static Problem InternalError(string requestId) => new(
        StatusCodes.Status500InternalServerError,
        "internal-error",
        "Internal error",
        $"Something went wrong inside Gcd. Its log has the cause under the request id {requestId}.",
        "Try again; if it stays, give the operator the request id.")
    {
        Steps = ["Try again.", $"If it stays, give the operator this request id: {requestId}."],
    };

    private static Problem Malformed(int status) => new(
        status, "bad-request", "Bad request", "The request is not well-formed HTTP, or larger than allowed.", "Send a well-formed, smaller request.");

    public static Problem StoreUnavailable(string reason) => new(
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
