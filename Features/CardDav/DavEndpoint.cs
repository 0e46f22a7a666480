using FastEndpoints;
using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Microsoft.AspNetCore.Mvc;

namespace Gcd.Features.CardDav;

/// <summary>/dav/: a person's contacts as a CardDAV address book that can be read and not written.</summary>
internal sealed class DavEndpoint(PropfindService propfind, ReportService report, DownloadResponder responder, GcdSettings settings) : EndpointWithoutRequest
{
    /// <summary>RFC 4918 and its extensions; each is refused alike.</summary>
    private static readonly string[] Writes = ["PUT", "POST", "PATCH", "DELETE", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "ACL"];

    public override void Configure()
    {
        Verbs(["GET", "HEAD", "PROPFIND", "REPORT", .. Writes]);
        // The path may be empty, so this is /dav as well.
        Routes("/dav/{**path}");
        SerializerContext(ProblemJson.Default);
        // For whoever sends no token too: a refusal before the body is read must leave room for the rest of it, or the connection breaks before the reply.
        Description(route => route.WithMetadata(DownloadRoute.Metadata, new RequestSizeLimitAttribute(DavBody.LargestBody)).ExcludeFromDescription());
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        HttpContext.Response.Headers["DAV"] = DavHeaders.Compliance;
        var access = DavAccess.Of(HttpContext.CurrentToken(), settings.PublicPath);
        try
        {
            if (Writes.Contains(HttpContext.Request.Method))
            {
                await DavError.NeedsPrivilegesAsync(HttpContext, settings.PublicPath + HttpContext.Request.Path);
            }
            else if (Refusal(access) is { } refusal)
            {
                await Problems.WriteAsync(HttpContext, refusal);
            }
            else if (DavResource.Find(HttpContext.Request.Path) is { } resource)
            {
                await AnswerAsync(access, resource, ct);
            }
            else
            {
                await Problems.WriteAsync(HttpContext, DavProblems.NoSuchResource);
            }
        }
        catch (DavBodyException body)
        {
            await Problems.WriteAsync(HttpContext, body.Problem);
        }
        catch (NoSuchCardException)
        {
            await Problems.WriteAsync(HttpContext, DavProblems.NoSuchResource);
        }
        catch (GoogleFaultException fault) when (fault.Kind == GoogleFaultKind.SyncTokenExpired && !HttpContext.Response.HasStarted)
        {
            await DavError.ExpiredSyncTokenAsync(HttpContext);
        }
        catch (GoogleFaultException fault) when (!HttpContext.Response.HasStarted)
        {
            await GoogleRefusal.WriteAsync(HttpContext, fault);
        }
    }

    private Problem? Refusal(DavAccess access) =>
        HttpProtocol.IsHttp10(HttpContext.Request.Protocol) ? DownloadProblems.Http10
        : access.Versions.Count == 0 ? DavProblems.CardsNotAllowed
        : !settings.TellsChanges ? DownloadProblems.MetadataNotRead
        : settings.PersonFields is { } read && access.Filter.Reads.FirstOrDefault(part => !read.Contains(part.Field.Name)) is { } notRead ? DownloadProblems.FieldNotRead(notRead.Field.Name)
        : null;

    private async Task AnswerAsync(DavAccess access, DavResource resource, CancellationToken ct)
    {
        switch (HttpContext.Request.Method)
        {
            case "PROPFIND":
                var body = await DavBody.ReadAsync(HttpContext, ct);
                var depth = HttpContext.Request.Headers["Depth"].ToString();
                // Without the header, the depth is infinity (RFC 4918, 9.1).
                await (depth is "0" or "1"
                    ? propfind.AnswerAsync(HttpContext, access, resource, PropertyRequest.Read(body.Root), withMembers: depth == "1", ct)
                    : DavError.InfiniteDepthAsync(HttpContext));
                break;
            case "REPORT":
                await report.AnswerAsync(HttpContext, access, resource, await DavBody.ReadAsync(HttpContext, ct), ct);
                break;
            case var method when resource.Kind == DavKind.Card:
                await SendCardAsync(access, resource, isHead: HttpMethods.IsHead(method), ct);
                break;
            default:
                // A collection has no content of its own; a person who opens it in a browser sees what it is for.
                HttpContext.Response.ContentType = "text/plain; charset=utf-8";
                await HttpContext.Response.WriteAsync("This is a CardDAV address book. Add its address to a phone, a mail program or a calendar.\n", ct);
                break;
        }
    }

    private async Task SendCardAsync(DavAccess access, DavResource card, bool isHead, CancellationToken ct)
    {
        var format = new CardFileFormat(access.Versions[0]);
        if (isHead)
        {
            // HEAD asks Google nothing.
            HttpContext.Response.ContentType = format.MediaType;
            await HttpContext.Response.StartAsync(ct);
            return;
        }

        await responder.RespondAsync(
            HttpContext,
            access.Current,
            new ExportRequest(format) { Filter = access.Filter, ResourceNames = [card.ResourceName] },
            new DownloadTerms
            {
                WaitsForItsTurn = true,
                SetHeaders = (response, _) =>
                {
                    response.Headers.ETag = format.ETag ?? throw new NoSuchCardException();
                    DownloadHeaders.SetStream(response, format.MediaType);
                },
            },
            ct);
    }
}
