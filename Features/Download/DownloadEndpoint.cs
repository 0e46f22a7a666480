using FastEndpoints;
using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Download;

/// <summary>GET /download: streams the person's contacts.</summary>
internal sealed class DownloadEndpoint(DownloadResponder responder) : Endpoint<DownloadRequest>
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/download");
        SerializerContext(ProblemJson.Default);
        Description(route => route.Operation("downloadContacts", DocumentTags.Contacts).WithMetadata(DownloadRoute.Metadata));
    }

    public override Task HandleAsync(DownloadRequest request, CancellationToken ct)
    {
        if (!request.NamesFormat)
        {
            Negotiation.Vary(HttpContext.Response);
        }

        // The validator found the format.
        return responder.RespondAsync(HttpContext, HttpContext.CurrentToken(), request.FindFormat()!, request.ToFilter(), request.Page, ct);
    }
}
