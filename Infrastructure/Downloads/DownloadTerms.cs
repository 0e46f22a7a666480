using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Downloads;

/// <summary>How an export is handed to its caller.</summary>
internal sealed record DownloadTerms
{
    /// <summary>Of files that the caller has.</summary>
    public IReadOnlyList<string> EntityTags { get; init; } = [];

    /// <summary>Whether the caller will come back with the tag of this one. A read that can be compared with later has a scarce quota at Google.</summary>
    public bool WantsEntityTag { get; init; }

    /// <summary>Whether the person's limit lets the caller wait in place of refusing it: address books are read by several devices and requests at once.</summary>
    public bool WaitsForItsTurn { get; init; }

    /// <summary>Sets status and headers in place of those of a file, once the first piece is there and before it is sent.</summary>
    public Action<HttpResponse, ContactExport>? SetHeaders { get; init; }

    /// <summary>Keeps what a later read is compared with, once everything was read and before the reply is whole.</summary>
    public Func<ContactExport, CancellationToken, Task>? SaveAsync { get; init; }

    /// <summary>Of a file, which can be compared where Google tells of deletions. Calendars and phones load an export link again and again; other callers show by If-None-Match that they compare.</summary>
    public static DownloadTerms OfFile(HttpRequest request, StoredToken token, ExportRequest export, GcdSettings settings) => export.HoldsPart || !settings.TellsChanges || !HttpMethods.IsGet(request.Method)
        ? new DownloadTerms()
        : new DownloadTerms { EntityTags = Downloads.EntityTags.Given(request), WantsEntityTag = Downloads.EntityTags.AreUsed(request) || token.Kind == TokenKind.Link };
}
