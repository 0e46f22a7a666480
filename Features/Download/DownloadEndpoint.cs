using System.Globalization;
using FastEndpoints;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Tokens;
using Microsoft.Net.Http.Headers;

namespace Gcd.Features.Download;

/// <summary>GET /download: streams the person's contacts.</summary>
internal sealed class DownloadEndpoint(DownloadService service, DownloadPlaces places, DownloadLimits limits, TimeProvider time) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/download");
        Description(DownloadDescription.Operation.AddTo, clearDefaults: true);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        if (HttpProtocol.IsHttp10(HttpContext.Request.Protocol))
        {
            await Problems.WriteAsync(HttpContext, DownloadProblems.Http10);
            return;
        }

        var request = DownloadRequest.Read(HttpContext.Request.Query["format"]);
        if (request.Format is not { } format)
        {
            await Problems.WriteAsync(HttpContext, DownloadProblems.UnknownFormat(request.Given));
            return;
        }

        if (HttpMethods.IsHead(HttpContext.Request.Method))
        {
            SetHeaders(format, announced: null);
            await HttpContext.Response.StartAsync(ct);
            return;
        }

        var current = HttpContext.CurrentToken();
        using var place = await places.TakeAsync(current.User, ct);
        if (place.Refusal is { } refusal)
        {
            await Problems.WriteAsync(HttpContext, refusal);
            return;
        }

        var caller = new DownloadCaller(HttpContext, place, announced => SetHeaders(format, announced), limits, time);
        await SendAsync(current, format, caller, ct);
        if (caller.HasStalled)
        {
            places.CountStall(current.User);
        }
    }

    private async Task SendAsync(TokenWithUser current, ExportFormat format, DownloadCaller caller, CancellationToken ct)
    {
        try
        {
            await service.SendAsync(current, format, caller, ct);
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

    private void SetHeaders(ExportFormat format, int? announced)
    {
        var headers = HttpContext.Response.Headers;
        HttpContext.Response.ContentType = format.MediaType;
        headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture,
            $"attachment; filename=\"contacts-{time.GetUtcNow():yyyy-MM-dd}.{format.Extension}\"");
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        // nginx would otherwise keep the whole download in a temporary file.
        headers["X-Accel-Buffering"] = "no";
        if (announced is { } total)
        {
            headers["Gcd-Contacts-Total"] = total.ToString(CultureInfo.InvariantCulture);
        }
    }
}
