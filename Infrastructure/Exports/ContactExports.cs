using System.Collections.Frozen;
using Gcd.Infrastructure.Exports.Changes;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Memory;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Exports;

/// <summary>Starts exports of a person's contacts; nothing is asked of Google until the first piece is.</summary>
internal sealed class ContactExports(
    PeopleClient people,
    GoogleAccessTokens accessTokens,
    GoogleRetry retry,
    GoogleMetrics metrics,
    Labels labels,
    DownloadMemory memory,
    GcdSettings settings,
    TimeProvider time)
{
    private readonly FrozenDictionary<ExportFormat, PersonQuery> queries = ExportFormats.All.Concat(ChangesFormat.All).ToFrozenDictionary(format => format, format => Query(format, format.Reads.Within(settings.PersonFields)));

    public ContactExport Start(StoredUser user, ExportRequest request)
    {
        var context = new ExportContext
        {
            UserEmail = user.Email,
            Date = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime),
            AddressOf = request.AddressOf,
            TellsChanges = request.Since is not null,
        };
        // A format of one request alone is not among those that are known beforehand.
        var ofFormat = queries.GetValueOrDefault(request.Format) ?? Query(request.Format, request.Format.Reads.Within(settings.PersonFields));
        var query = (request.Filter.IsNone ? ofFormat : Query(request.Format, ofFormat.Selection.With(request.Filter.Reads))) with
        {
            RequestsSyncToken = request.RequestsSyncToken,
            SyncToken = request.Since?.Token,
        };
        var calls = new PersonCalls(accessTokens, retry, metrics, user);
        var tries = new PageTries(calls, memory);
        return new ContactExport(
            request.ResourceNames is { } names ? new BatchReader(people, tries, query, names) : new PageReader(people, tries, settings, query),
            ct => labels.ReadAsync(calls, ct),
            new PageFormatter(request.Format, query.Selection, context, memory.Pool, request.ResourceNames is null ? PageShape.Connections : PageShape.Responses),
            memory,
            context,
            request,
            time.GetUtcNow());
    }

    private static PersonQuery Query(ExportFormat format, PersonSelection selection) => new(selection, format.Sources) { PageSize = format.PageSize };
}
