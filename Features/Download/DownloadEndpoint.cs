using FastEndpoints;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Download;

/// <summary>GET /download: streams the person's contacts.</summary>
internal sealed class DownloadEndpoint(DownloadService service, DownloadSlots slots, DownloadLimits limits, TimeProvider time) : Endpoint<DownloadRequest>
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/download");
        Description(route => route.Operation("downloadContacts", DocumentTags.Contacts));
    }

    public override async Task HandleAsync(DownloadRequest request, CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        if (HttpProtocol.IsHttp10(HttpContext.Request.Protocol))
        {
            await Problems.WriteAsync(HttpContext, DownloadProblems.Http10);
            return;
        }

        if (!request.NamesFormat)
        {
            Negotiation.Vary(HttpContext.Response);
        }

        // The validator found it.
        var format = request.FindFormat()!;
        if (HttpMethods.IsHead(HttpContext.Request.Method))
        {
            DownloadHeaders.Set(HttpContext.Response, format, time.GetUtcNow(), announced: null);
            await HttpContext.Response.StartAsync(ct);
            return;
        }

        var user = HttpContext.CurrentToken().User;
        if (!slots.TryTake(user, out var slot, out var refusal))
        {
            await Problems.WriteAsync(HttpContext, refusal);
            return;
        }

        using (slot)
        {
            await SendAsync(user, format, new DownloadWriter(HttpContext, format, slot, limits, time), ct);
        }
    }

    private async Task SendAsync(StoredUser user, ExportFormat format, DownloadWriter writer, CancellationToken ct)
    {
        try
        {
            await service.SendAsync(user, format, writer, ct);
        }
        catch (GoogleFaultException fault) when (!HttpContext.Response.HasStarted)
        {
            var problem = GoogleProblems.Of(fault);
            HttpContext.Response.Headers.WWWAuthenticate = problem.Status switch
            {
                StatusCodes.Status401Unauthorized => BearerHandler.InvalidToken(problem.Error),
                StatusCodes.Status403Forbidden => BearerHandler.InsufficientScope(problem.Error),
                _ => default,
            };

            await Problems.WriteAsync(HttpContext, problem);
        }
    }
}
