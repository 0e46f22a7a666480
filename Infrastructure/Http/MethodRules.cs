using Microsoft.Net.Http.Headers;

namespace Gcd.Infrastructure.Http;

/// <summary>OPTIONS answers 204 with Allow (RFC 9110, 9.3.7), a wrong method 405 with Allow; there is no CORS.</summary>
internal static class MethodRules
{
    public static void UseMethodRules(this IApplicationBuilder app) =>
        app.Use(async (context, next) =>
        {
            await next(context);
            var response = context.Response;
            // Routing answers 405 and lists the methods of the path's routes.
            if (response.HasStarted || response.StatusCode != StatusCodes.Status405MethodNotAllowed)
            {
                return;
            }

            var allowed = string.Join(", ", response.Headers.GetCommaSeparatedValues(HeaderNames.Allow).Append(HttpMethods.Options).Distinct().Order(StringComparer.Ordinal));
            response.Headers.Allow = allowed;
            if (HttpMethods.IsOptions(context.Request.Method))
            {
                response.StatusCode = StatusCodes.Status204NoContent;
            }
            else
            {
                await Problems.WriteAsync(context, new Problem(
                    StatusCodes.Status405MethodNotAllowed,
                    "method-not-allowed",
                    "Method not allowed",
                    $"{Name(context.Request.Path)} does not support this method.",
                    $"Use one of: {allowed}."));
            }
        });

    /// <summary>The path of a link holds its secret, which nothing repeats.</summary>
    private static string Name(PathString path) => path.StartsWithSegments("/export", StringComparison.OrdinalIgnoreCase) ? "A link" : path.ToString();
}
