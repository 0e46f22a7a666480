using Gcd.Infrastructure.Http;
using NSwag.AspNetCore;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>Swagger UI at /swagger, of files that lie in its package; it loads nothing from elsewhere and keeps no token.</summary>
internal static class SwaggerPages
{
    private const string Allowed = "GET, HEAD";

    public static void UseSwaggerPages(this IApplicationBuilder app)
    {
        app.Use(RefuseOtherMethodsAsync);
        app.UseSwaggerUi(pages =>
        {
            pages.Path = SecurityHeaders.SwaggerPath;
            pages.DocumentTitle = "Gcd: try the API";
            pages.CustomHeadContent = "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">";
            pages.SwaggerRoutes.Add(new SwaggerUiRoute("Gcd v1", PublishedDocument.Path));
            pages.DocExpansion = "list";
            pages.EnableTryItOut = true;
            pages.AdditionalSettings["displayRequestDuration"] = true;
            // Relative to the page, so that they hold behind a proxy that puts a path in front.
            pages.TransformToExternalPath = (path, request) =>
                path != SecurityHeaders.SwaggerPath ? $"..{path}"
                : request.Path.Value!.EndsWith('/') ? "."
                : SecurityHeaders.SwaggerPath.TrimStart('/');
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
