using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Pages;
using Gcd.Infrastructure.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Gcd.Features.Pages;

/// <summary>GET /assets/{file}: the files that pages use; and the two that browsers and search engines ask for unasked.</summary>
internal sealed class AssetEndpoint : EndpointWithoutRequest
{
    private const string File = "file";

    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes($"{PageAssets.Path}{{{File}}}", "/favicon.ico", "/robots.txt");
        AllowAnonymous();
        Options(route => route.WithMetadata(QuietRoute.Metadata));
        Description(description => description.ExcludeFromDescription());
    }

    public override Task HandleAsync(CancellationToken ct)
    {
        var name = Route<string>(File, isRequired: false) ?? HttpContext.Request.Path.Value!.TrimStart('/');
        if (PageAssets.Find(name) is not { } asset)
        {
            return Problems.WriteAsync(HttpContext, ErrorReplies.NotFound);
        }

        var isExactly = HttpContext.Request.Query[PageAssets.Version] == asset.Fingerprint;
        HttpContext.Response.Headers.CacheControl = isExactly ? "public, max-age=31536000, immutable" : "no-cache";
        return Send.ResultAsync(Reply(asset));
    }

    // Answers HEAD, ranges and If-None-Match as well.
    private static FileContentHttpResult Reply(PageAsset asset) =>
        TypedResults.File(asset.Content, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Fingerprint}\""));
}
