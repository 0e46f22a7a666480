using Microsoft.AspNetCore.Rewrite;

namespace Gcd.Infrastructure.Http;

/// <summary>The addresses of the earlier service's later version, for scripts, feeds and OAuth clients that hold them.</summary>
internal static class EarlierPaths
{
    public static void UseEarlierPaths(this IApplicationBuilder app)
    {
        app.UseRewriter(new RewriteOptions()
            .AddRewrite("^download/contacts$", "download", skipRemainingRules: true)
            .AddRewrite("^google/oauth2callback$", "oauth2callback", skipRemainingRules: true)
            .AddRewrite(@"^export/contacts/([A-Za-z0-9_-]+)\.csv$", "export/$1/contacts.csv", skipRemainingRules: true));
        // Otherwise ASP.NET Core would choose the endpoint before the path is rewritten.
        app.UseRouting();
    }
}
