using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Rewrite;

namespace Gcd.Infrastructure.Http;

/// <summary>The addresses of the earlier service's later version, for scripts, feeds and OAuth clients that hold them.</summary>
internal static partial class EarlierPaths
{
    public static void UseEarlierPaths(this IApplicationBuilder app)
    {
        // Not AddRewrite, which compiles its patterns at every start.
        app.UseRewriter(new RewriteOptions().Add(context => context.HttpContext.Request.Path = Present(context.HttpContext.Request.Path)));
        // Otherwise ASP.NET Core would choose the endpoint before the path is rewritten.
        app.UseRouting();
    }

    private static PathString Present(PathString path) => path.Value switch
    {
        "/download/contacts" => "/download",
        "/google/oauth2callback" => "/oauth2callback",
        { } other when Export().Match(other) is { Success: true } export => $"/export/{export.Groups[1].ValueSpan}/contacts.csv",
        _ => path,
    };

    [GeneratedRegex(@"^/export/contacts/([A-Za-z0-9_-]+)\.csv\z")]
    private static partial Regex Export();
}
