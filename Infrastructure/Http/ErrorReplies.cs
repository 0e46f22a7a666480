using Gcd.Infrastructure.Tokens;
using Microsoft.AspNetCore.Diagnostics;

namespace Gcd.Infrastructure.Http;

/// <summary>Replies for what no endpoint answered: unknown paths, and exceptions. No path, type or message of an exception goes out.</summary>
internal static partial class ErrorReplies
{
    private static readonly Problem NotFound = new(
        StatusCodes.Status404NotFound, "not-found", "Not found", "There is nothing at this address.", "See / for what there is.");

    // Host filtering alone answers 400 without a body.
    private static readonly Problem HostNotAllowed = new(
        StatusCodes.Status400BadRequest,
        "host-not-allowed",
        "Host not allowed",
        "The service does not answer under the host name in the request.",
        "Use the service's public address. The operator's turn, where this is it: add the name to ALLOWED_HOSTS.");

    public static void UseErrorReplies(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => Problems.WriteAsync(context, From(context)),
            SuppressDiagnosticsCallback = context => context.Exception is StoreUnavailableException or BadHttpRequestException,
        });
        app.Use(async (context, next) =>
        {
            await next(context);
            var unanswered = context.Response is { HasStarted: false, ContentType: null, ContentLength: null } ? context.Response.StatusCode : 0;
            if (unanswered is StatusCodes.Status404NotFound or StatusCodes.Status400BadRequest)
            {
                await Problems.WriteAsync(context, unanswered == StatusCodes.Status404NotFound ? NotFound : HostNotAllowed);
            }
        });
    }

    private static Problem From(HttpContext context) => context.Features.Get<IExceptionHandlerFeature>()?.Error switch
    {
        StoreUnavailableException unavailable => Tell(context, unavailable),
        BadHttpRequestException bad => new Problem(
            bad.StatusCode, "bad-request", "Bad request", "The request is not well-formed HTTP, or larger than allowed.", "Send a well-formed, smaller request."),
        _ => new Problem(
            StatusCodes.Status500InternalServerError,
            "internal-error",
            "Internal error",
            $"Something went wrong inside Gcd. Its log has the cause under the trace id {context.TraceIdentifier}.",
            "Try again; if it stays, give the operator the trace id."),
    };

    private static Problem Tell(HttpContext context, StoreUnavailableException unavailable)
    {
        Log.StoreUnavailable(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ErrorReplies)), unavailable.Message);
        return StoreUnavailable;
    }

    private static readonly Problem StoreUnavailable = new(
        StatusCodes.Status503ServiceUnavailable,
        "store-unavailable",
        "The token store is not available",
        "Gcd cannot read or write its database now, such as when its disk is full or read-only. Nothing was lost.",
        "Try again later. The operator finds the cause in the log; no restart is needed once it is gone.")
    {
        RetryAfter = StoreUnavailableException.RetryAfter,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A request was refused because the token store is not available: {Reason}", EventName = "StoreUnavailable")]
        public static partial void StoreUnavailable(ILogger logger, string reason);
    }
}
