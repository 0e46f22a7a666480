namespace Gcd.Infrastructure.Http;

/// <summary>Headers on every reply but those that Kestrel gives by itself (400, 408, 414 and 431 to what is no request that it can read); they are set before anything else runs, so that errors carry them too.</summary>
internal static class SecurityHeaders
{
    /// <summary>Where Swagger UI is served, whose page has one script, and whose top bar one style, of its own.</summary>
    public const string SwaggerPath = "/swagger";

    // Both are known by their hashes only; they change with the package NSwag.AspNetCore and with SwaggerPages.
    private const string SwaggerScript = "'sha256-kVllbBf9Ko1t1htzoNButoaj7maTixqpXKsxbvoymoU='";

    private const string SwaggerStyle = "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='";

    private static readonly string Policy = PolicyWith(scripts: "'self'", styles: "'self'");
    private static readonly string SwaggerPolicy = PolicyWith(scripts: $"'self' {SwaggerScript}", styles: $"'self' {SwaggerStyle}");

    public static void UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use((context, next) =>
        {
            // On starting, because the exception handler clears what was set before it.
            context.Response.OnStarting(static state => Set((HttpContext)state), context);
            return next(context);
        });

    private static Task Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments(SwaggerPath, StringComparison.OrdinalIgnoreCase) ? SwaggerPolicy : Policy;
        headers[RequestId.Header] = context.TraceIdentifier;
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        return Task.CompletedTask;
    }

    private static string PolicyWith(string scripts, string styles) =>
        $"default-src 'none'; script-src {scripts}; style-src {styles}; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}
