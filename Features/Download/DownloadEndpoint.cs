using FastEndpoints;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Download;

/// <summary>GET /download: streams the person's contacts.</summary>
internal sealed class DownloadEndpoint(DownloadService service, DownloadPages pages, GcdSettings settings, DownloadSlots slots, DownloadLimits limits, TimeProvider time) : Endpoint<DownloadRequest>
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/download");
        SerializerContext(ProblemJson.Default);
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
        var filter = request.ToFilter();
        if (settings.PersonFields is { } fields && filter.Reads.FirstOrDefault(part => !fields.Contains(part.Field.Name)) is { } notRead)
        {
            await Problems.WriteAsync(HttpContext, DownloadProblems.FieldNotRead(notRead.Field.Name));
            return;
        }

        var current = HttpContext.CurrentToken();
        if (pages.Read(request.Page, format, filter, current.User) is not { } from)
        {
            await Problems.WriteAsync(HttpContext, DownloadProblems.InvalidPage);
            return;
        }

        var export = new ExportRequest(format)
        {
            Filter = filter,
            From = from,
            AddressOf = place => pages.Address(HttpContext.Request, place, format, filter, current.User),
        };
        if (HttpMethods.IsHead(HttpContext.Request.Method))
        {
            DownloadHeaders.Set(HttpContext.Response, export, time.GetUtcNow(), announced: null);
            await HttpContext.Response.StartAsync(ct);
            return;
        }

        switch (await slots.TakeAsync(current.User, ct))
        {
            case DownloadAdmission.Refused(var problem):
                await Problems.WriteAsync(HttpContext, problem);
                break;
            case DownloadAdmission.Granted(var slot):
                using (slot)
                {
                    await SendAsync(current, export, slot, ct);
                }

                break;
        }
    }

    private async Task SendAsync(TokenWithUser current, ExportRequest export, DownloadSlot slot, CancellationToken ct)
    {
        var writer = new DownloadWriter(HttpContext, export, slot, limits, time);
        try
        {
            await service.SendAsync(current, export, writer, ct);
            if (writer.HasStalled)
            {
                slots.CountStall(current.User);
            }
        }
        catch (GoogleFaultException fault) when (!HttpContext.Response.HasStarted)
        {
            await GoogleRefusal.WriteAsync(HttpContext, fault);
        }
        catch (UnknownLabelException unknown)
        {
            await Problems.WriteAsync(HttpContext, DownloadProblems.UnknownLabel(unknown));
        }
    }
}
