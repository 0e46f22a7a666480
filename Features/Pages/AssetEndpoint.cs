using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Pages;
using Gcd.Infrastructure.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Gcd.Features.Pages;

/// <summary>GET /assets/{file}: the files that pages use; and the two that browsers and search engines ask for unasked.</summary>
internal sealed class AssetEndpoint : Endpoint<AssetRequest>
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes($"{PageAssets.Path}{{file}}", "/favicon.ico", "/robots.txt");
        AllowAnonymous();
        SerializerContext(ProblemJson.Default);
        Description(route => route.ExcludeFromDescription().WithMetadata(QuietRoute.Metadata));
    }

    public override Task HandleAsync(AssetRequest request, CancellationToken ct)
    {
        if (PageAssets.Find(request.File ?? HttpContext.Request.Path.Value!.TrimStart('/')) is not { } asset)
        {
            return Problems.WriteAsync(HttpContext, ErrorReplies.NotFound);
        }

        HttpContext.Response.Headers.CacheControl = request.Version == asset.Fingerprint ? "public, max-age=31536000, immutable" : "no-cache";
        return Send.ResultAsync(Reply(asset));
    }

    // Answers HEAD, ranges and If-None-Match as well.
    private static FileContentHttpResult Reply(PageAsset asset) =>
        TypedResults.File(asset.Content, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Fingerprint}\""));
}
