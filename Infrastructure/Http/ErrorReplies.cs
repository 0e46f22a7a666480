using Microsoft.AspNetCore.Diagnostics;

namespace Gcd.Infrastructure.Http;

/// <summary>Replies for what no endpoint answered: unknown paths, and exceptions. No path, type or message of an exception goes out.</summary>
internal static class ErrorReplies
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
        var expected = app.ApplicationServices.GetServices<ExpectedException>().ToDictionary(one => one.Type, one => one.Answer);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => Problems.WriteAsync(context, From(context, context.Features.Get<IExceptionHandlerFeature>()?.Error, expected)),
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException || expected.ContainsKey(context.Exception.GetType()),
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

    private static Problem From(HttpContext context, Exception? fault, Dictionary<Type, Func<Exception, Problem>> expected) => fault switch
    {
        BadHttpRequestException bad => Malformed(bad.StatusCode),
        not null when expected.TryGetValue(fault.GetType(), out var answer) => answer(fault),
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
}
