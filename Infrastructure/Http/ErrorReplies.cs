using Gcd.Infrastructure.Tokens;
using Microsoft.AspNetCore.Diagnostics;

namespace Gcd.Infrastructure.Http;

/// <summary>Replies for what no endpoint answered: unknown paths, and exceptions. No path, type or message of an exception goes out.</summary>
internal static class ErrorReplies
{
    private static readonly Problem NotFound = new(
        StatusCodes.Status404NotFound, "not-found", "Not found", "There is nothing at this address.", "See / for what there is.");

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
            if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound, ContentType: null, ContentLength: null })
            {
                await Problems.WriteAsync(context, NotFound);
            }
        });
    }

    private static Problem From(HttpContext context) => context.Features.Get<IExceptionHandlerFeature>()?.Error switch
    {
        StoreUnavailableException => StoreUnavailable,
        BadHttpRequestException bad => new Problem(
            bad.StatusCode, "bad-request", "Bad request", "The request is not well-formed HTTP, or larger than allowed.", "Send a well-formed, smaller request."),
        _ => new Problem(
            StatusCodes.Status500InternalServerError,
            "internal-error",
            "Internal error",
            $"Something went wrong inside Gcd. Its log has the cause under the trace id {context.TraceIdentifier}.",
            "Try again; if it stays, give the operator the trace id."),
    };

    private static readonly Problem StoreUnavailable = new(
        StatusCodes.Status503ServiceUnavailable,
        "store-unavailable",
        "The token store is not available",
        "Gcd cannot read or write its database now, such as when its disk is full or read-only. Nothing was lost.",
        "Try again later. The operator finds the cause in the log; no restart is needed once it is gone.")
    {
        RetryAfter = StoreUnavailableException.RetryAfter,
    };
}
