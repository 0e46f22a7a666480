using FastEndpoints;
using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Microsoft.Extensions.Primitives;

namespace Gcd.Features.Links;

/// <summary>What a phone, a calendar or a spreadsheet asks for.</summary>
internal sealed record ExportFileRequest
{
    /// <summary>The secret of the link.</summary>
    public string Secret { get; init; } = string.Empty;

    /// <summary>Where a file goes on that comes in parts; the part before gives the address.</summary>
    public StringValues Page { get; init; }
}

/// <summary>/export/{secret}/{file}: delivers the file of a link. Any name, or none, may follow the secret: Grandstream's phones add their own.</summary>
internal sealed class ExportEndpoint(TokenFinder tokens, FailedTokens failedTokens, DownloadResponder downloads, GcdSettings settings) : Endpoint<ExportFileRequest>
{
    public override void Configure()
    {
        // Snom's phones post.
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD, FastEndpoints.Http.POST);
        Routes("/export/{secret}", "/export/{secret}/{**file}");
        AllowAnonymous();
        SerializerContext(ProblemJson.Default);
        Description(route => route.Accepts<ExportFileRequest>("*/*").WithMetadata(DownloadRoute.Metadata).ExcludeFromDescription());
    }

    public override async Task HandleAsync(ExportFileRequest request, CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        HttpContext.Response.Headers["X-Robots-Tag"] = "noindex";
        if (settings.HasLinks && await tokens.FindAsync(request.Secret, TokenKind.Link, ct) is { } link)
        {
            // Its rights are its filter; the downloads' code narrows by them.
            var format = ExportFormats.Find(TokenRights.Parse(link.Token.Rights).Formats[0])!;
            await downloads.RespondAsync(HttpContext, link, format, ContactFilter.None, request.Page, ct);
        }
        else
        {
            await Problems.WriteAsync(HttpContext, failedTokens.Count(HttpContext) is { } wait ? LinkProblems.TooMany(wait) : LinkProblems.NoSuchFile);
        }
    }
}
