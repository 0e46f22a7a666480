using FastEndpoints;
using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Sync;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Changes;

/// <summary>GET /changes: everything at first, then what changed since the cursor of the reply before.</summary>
internal sealed class ChangesEndpoint(DownloadResponder responder, ChangesCursors cursors, GcdSettings settings) : Endpoint<ChangesRequest>
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/changes");
        SerializerContext(ProblemJson.Default);
        Description(route => route.Operation("listChanges", DocumentTags.Contacts).WithMetadata(DownloadRoute.Metadata));
    }

    public override async Task HandleAsync(ChangesRequest request, CancellationToken ct)
    {
        // The validator found the format.
        var format = request.FindFormat()!;
        var current = HttpContext.CurrentToken();
        if (!settings.TellsChanges)
        {
            await Problems.WriteAsync(HttpContext, DownloadProblems.MetadataNotRead);
            return;
        }

        try
        {
            await responder.RespondAsync(HttpContext, current, format, request.ToFilter(), Choose, ct);
        }
        catch (GoogleFaultException fault) when (fault.Kind == GoogleFaultKind.SyncTokenExpired && !HttpContext.Response.HasStarted)
        {
            await Problems.WriteAsync(HttpContext, ChangesProblems.CursorExpired);
        }

        ExportChoice Choose(ContactFilter filter)
        {
            SyncPoint? since = null;
            if (request.FindCursor() is { } cursor)
            {
                (since, var problem) = cursors.Read(cursor, format, filter, current.User);
                if (problem is not null)
                {
                    return new ExportChoice(problem);
                }
            }

            var export = new ExportRequest(format)
            {
                Filter = filter,
                RequestsSyncToken = true,
                NeedsSyncToken = true,
                Since = since,
                CursorOf = point => cursors.Write(point, format, filter, current.User),
            };
            // The cursor takes the place of an entity tag.
            return new ExportChoice(export, new DownloadTerms { SetHeaders = (response, _) => DownloadHeaders.SetStream(response, format.MediaType) });
        }
    }
}
