using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Gcd.Infrastructure.Http;

/// <summary>Replies for what no endpoint answered: unknown paths, and exceptions. No path, type or message of an exception goes out.</summary>
internal static class ErrorReplies
{
    public static readonly Problem NotFound = new(
        StatusCodes.Status404NotFound, "not-found", "Not found", "There is no page or endpoint at this address.", "Go to the home page, /.");

    // Host filtering alone answers 400 without a body.
    public static readonly Problem HostNotAllowed = new(
        StatusCodes.Status400BadRequest,
        "host-not-allowed",
        "Host not allowed",
        "The service does not answer under the host name in the request.",
        "Use the service's public address. For the operator: if this is the public address, add its host name to ALLOWED_HOSTS.")
    {
        ResolvedBy = ResolvedBy.Operator,
        Steps = ["Open the service at its public address.", "If this is the public address, add its host name to ALLOWED_HOSTS and restart Gcd."],
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
        $"Something went wrong inside Gcd. The cause is in the log under the request id {requestId}.",
        "Try again. If it keeps happening, give the operator the request id.")
    {
        Steps = ["Try again.", $"If it keeps happening, give the operator this request id: {requestId}."],
    };

    private static Problem Malformed(int status) => new(
        status, "bad-request", "Bad request", "The request is not valid HTTP, or is larger than allowed.", "Send a valid request, or a smaller one.");
}
