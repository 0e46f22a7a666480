using System.Text.Json.Nodes;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.OpenApi;
using Microsoft.OpenApi;

namespace Gcd.Features.Download;

/// <summary>GET /download in the published document.</summary>
internal static class DownloadDescription
{
    public static readonly OperationDescription Operation = new(
        "downloadContacts",
        DocumentTags.Contacts,
        "Download the person's contacts",
        "Streams all contacts in the format that the parameter `format` names; the header `Accept` means nothing here. Until Google's first page is there no byte goes out, so that every refusal has its own status. " +
        "When Google fails later, the connection is broken off, and the client must report an error: a part is never the whole. Read the reply as a stream; it can be large. Callers that send `Accept-Encoding` get it compressed with Brotli or gzip.")
    {
        NeedsToken = true,
        Parameters =
        [
            new OpenApiParameter
            {
                Name = "format",
                In = ParameterLocation.Query,
                Description = "The format, in any case. CSV is what comes without it, so a generated client that expects objects must send `json`.",
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Enum = [.. ExportFormats.All.Select(format => JsonValue.Create(format.Name))],
                    Default = JsonValue.Create(ExportFormats.Default.Name),
                },
            },
        ],
        Replies =
        [
            new ReplyDescription(StatusCodes.Status200OK, "The contacts. An empty address book is a header line, or no contacts, and is 200 too.")
            {
                Contents =
                [
                    // JSON first: generators that know one type for a reply take the first, and a program is served best by objects.
                    new ContentDescription("application/json", DownloadSchemas.JsonAsync, DownloadSchemas.JsonExamples),
                    ContentDescription.Text("text/csv", "RFC 4180 in UTF-8: a header line with the 19 columns, then a line a contact; CRLF, quotes only where needed.", DownloadSchemas.CsvExample),
                ],
                Headers = new Dictionary<string, OpenApiHeader>
                {
                    ["Content-Disposition"] = ReplyHeaders.Text("A file name with the day (UTC).", "attachment; filename=\"contacts-2026-11-23.csv\"", isAlwaysThere: true),
                    ["Gcd-Contacts-Total"] = ReplyHeaders.Integer("How many contacts Google announced, where it did before the first byte. The number that was written may differ.", 1, isAlwaysThere: false),
                },
            },
        ],
        Problems =
        [
            DownloadProblems.UnknownFormat("xml"),
            DownloadProblems.TooManyOfPerson(2),
            DownloadProblems.Stalled(TimeSpan.FromSeconds(200)),
            DownloadProblems.Busy,
            .. Enum.GetValues<GoogleFaultKind>().Where(MayHappen).Select(GoogleProblems.Example),
            DownloadProblems.Http10,
        ],
    };

    /// <summary>A download exchanges no code.</summary>
    private static bool MayHappen(GoogleFaultKind kind) => kind is not (GoogleFaultKind.BadCode or GoogleFaultKind.BadIdToken or GoogleFaultKind.RedirectUriMismatch);
}
