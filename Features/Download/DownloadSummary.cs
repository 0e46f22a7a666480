using System.Text.Json;
using FastEndpoints;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Exports.Tables;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Download;

internal sealed class DownloadSummary : Summary<DownloadEndpoint, DownloadRequest>
{
    private static readonly Contact Example = new()
    {
        FullName = "Grace Hopper",
        GivenName = "Grace",
        FamilyName = "Hopper",
        Nickname = "Amazing Grace",
        PrimaryEmail = "grace@example.com",
        OtherEmails = "hopper@example.org; g.hopper@example.net",
        MobilePhone = "+1 555 0100",
        WorkPhone = "+1 555 0101",
        HomePhone = "",
        OtherPhones = "+1 555 0102",
        Organization = "US Navy",
        JobTitle = "Rear admiral",
        Birthday = "1906-12-09",
        StreetAddress = "1 Main Street",
        City = "Arlington",
        Region = "VA",
        PostalCode = "22202",
        Country = "USA",
        ResourceName = "people/c123",
    };

    public DownloadSummary()
    {
        Summary = "Download the person's contacts";
        Description =
            "Streams all contacts in the format that the parameter `format` names. Without it you get JSON if `Accept` names `application/json` and not `text/csv`, and CSV otherwise. " +
            "The response starts only once Google's first page has arrived, so every earlier error has its own status code. " +
            "When Google fails later, the connection is broken off, and the client must report an error: a part is never the whole. Read the reply as a stream; it can be large. " +
            "Callers that send `Accept-Encoding` get it compressed with Brotli or gzip. `Range` is not supported.";
        RequestParam(
            request => request.Format,
            "The format, in any case:\n\n" + string.Join('\n', ExportFormats.All.Select(format => $"- `{format.Name}`: {format.Description}")));
        // JSON first: generators that know one type for a reply take the first, and a program is served best by objects.
        Response(
            200,
            "The contacts. An empty address book is a header line, or no contacts, and is 200 too.",
            example: new ContactsDownload { UserEmail = "ada@example.com", Contacts = [Example], TotalContacts = 1 });
        Response(200, contentType: "text/csv", example: Csv());
        this.Header(200, "Content-Disposition", "A file name with the day (UTC).", "attachment; filename=\"contacts-2026-11-23.csv\"");
        this.Header(200, "Gcd-Contacts-Total", "How many contacts Google announced; absent if it did not before the first byte. The number that was written may differ.", 1);
        this.Refuses(
        [
            DownloadProblems.UnknownFormat("xml"),
            DownloadProblems.TooManyOfPerson(2),
            DownloadProblems.Stalled(TimeSpan.FromSeconds(200)),
            DownloadProblems.Busy,
            .. Enum.GetValues<GoogleFaultKind>().Where(MayHappen).Select(GoogleProblems.Example),
            DownloadProblems.Http10,
        ]);
    }

    private static string Csv()
    {
        var values = JsonSerializer.SerializeToNode(Example)!.AsObject();
        return $"{string.Join(',', ContactColumns.Names)}\r\n{string.Join(',', ContactColumns.Names.Select(name => values[name]))}\r\n";
    }

    /// <summary>A download exchanges no code.</summary>
    private static bool MayHappen(GoogleFaultKind kind) => kind is not (GoogleFaultKind.BadCode or GoogleFaultKind.BadIdToken or GoogleFaultKind.RedirectUriMismatch);
}
