using System.Text.Json;
using FastEndpoints;
using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Exports.Tables;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Download;

internal sealed class DownloadSummary : Summary<DownloadEndpoint, DownloadRequest>
{
    public DownloadSummary()
    {
        Summary = "Download the person's contacts";
        Description =
            "Streams the contacts in the format that the parameter `format` names: all of them, or those that `label` and `has` select. Without it you get JSON if `Accept` names `application/json` and not `text/csv`, and CSV otherwise. " +
            "The response starts only once Google's first page has arrived, so every earlier error has its own status code. " +
            "When Google fails later, the connection is broken off, and the client must report an error: a part is never the whole. Read the reply as a stream; it can be large. " +
            "Callers that send `Accept-Encoding` get it compressed with Brotli or gzip. `Range` is not supported.";
        RequestParam(
            request => request.Format,
            "The format, in any case:\n\n" + string.Join('\n', ExportFormats.All.Select(format => $"- `{format.Name}`: {format.Description}")));
        RequestParam(request => request.Label, "Only contacts with this label: its name in any case, or its resource name (see `GET /labels`); `starred` is a label too. Give it several times for contacts with any of them.");
        RequestParam(request => request.Has, $"Only contacts that have this: {string.Join(", ", ContactProperty.All.Select(property => $"`{property.Name}`"))}. Give it several times for contacts with all of them.");
        RequestParam(request => request.Page, "Where a file goes on that comes in parts. It is in the address that the part before gives; leave it out to begin.");
        // JSON first: generators that know one type for a reply take the first, and a program is served best by objects.
        Response(
            200,
            "The contacts. An empty address book is a header line, or no contacts, and is 200 too.",
            example: new ContactsDownload { UserEmail = "ada@example.com", Contacts = [Contact.Example], TotalContacts = 1 });
        Response(200, contentType: "text/csv", example: Csv());
        foreach (var format in ExportFormats.All.DistinctBy(MediaType).Where(format => MediaType(format) is not ("application/json" or "text/csv")))
        {
            Response(200, contentType: MediaType(format), example: $"({format.Description})");
        }

        Response(304, "Nothing changed since the file whose `ETag` the request names in `If-None-Match`; it has no body.");
        this.Header(200, "ETag", "Send it in `If-None-Match` the next time, and get 304 when nothing changed. It is there only when the request has `If-None-Match`, empty the first time (`curl --etag-save file --etag-compare file` does so), and when Google's quota for such reads allows it.", "\"3Yl0qVZ1mB7uXc2dN8sKpA\"");
        this.Header(304, "ETag", "That of the file.", "\"3Yl0qVZ1mB7uXc2dN8sKpA\"");
        this.Header(200, "Content-Disposition", "A file name with what was filtered by and the day (UTC).", "attachment; filename=\"contacts-2026-11-23.csv\"");
        this.Header(200, "Gcd-Contacts-Total", "How many contacts Google announced; absent if it did not before the first byte, and with a filter. The number that was written may differ.", 1);
        this.Refuses(
        [
            DownloadProblems.UnknownFormat("pdf"),
            DownloadProblems.UnknownProperty("fax"),
            DownloadProblems.UnknownLabel(new UnknownLabelException("Famliy", ["myContacts", "starred", "Family"])),
            DownloadProblems.FieldNotRead("memberships"),
            DownloadProblems.InvalidPage,
            DownloadProblems.NotAllowed("the format csv", "format=vcard"),
            DownloadProblems.TooManyOfPerson(2),
            DownloadProblems.Stalled(TimeSpan.FromSeconds(200)),
            DownloadProblems.Busy,
            .. GoogleProblems.ExamplesOfDownloads,
            DownloadProblems.Http10,
        ]);
    }

    private static string MediaType(ExportFormat format) => format.MediaType.Split(';')[0];

    private static string Csv()
    {
        var values = JsonSerializer.SerializeToNode(Contact.Example)!.AsObject();
        return $"{string.Join(',', ContactColumns.Names)}\r\n{string.Join(',', ContactColumns.Names.Select(name => values[name]))}\r\n";
    }
}
