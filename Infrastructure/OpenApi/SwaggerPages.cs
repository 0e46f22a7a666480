using Gcd.Infrastructure.Http;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>Swagger UI at /swagger, of files that lie in its package; it loads nothing from elsewhere and keeps no token.</summary>
internal static class SwaggerPages
{
    private const string Allowed = "GET, HEAD";

    public static void UseSwaggerPages(this IApplicationBuilder app)
    {
        app.Use(RefuseOtherMethodsAsync);
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = SecurityHeaders.SwaggerPath.TrimStart('/');
            options.DocumentTitle = "Gcd: try the API";
            // Relative to the page, so that it holds behind a proxy that puts a path in front.
            options.SwaggerEndpoint("../openapi/v1.json", "Gcd v1");
            options.EnableTryItOutByDefault();
            options.DisplayRequestDuration();
            options.EnableDeepLinking();
        });
    }

    /// <summary>The pages are no routes, so that routing does not answer 405 for them; MethodRules writes the reply.</summary>
    private static Task RefuseOtherMethodsAsync(HttpContext context, RequestDelegate next)
    {
        var isOther = context.Request.Path.StartsWithSegments(SecurityHeaders.SwaggerPath, StringComparison.OrdinalIgnoreCase)
            && !HttpMethods.IsGet(context.Request.Method)
            && !HttpMethods.IsHead(context.Request.Method);
        if (!isOther)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = Allowed;
        return Task.CompletedTask;
    }
}
