using System.Collections.Frozen;
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
    private readonly FrozenDictionary<ExportFormat, PersonQuery> queries = ExportFormats.All.ToFrozenDictionary(format => format, format => Query(format, format.Reads.Within(settings.PersonFields)));

    public ContactExport Start(StoredUser user, ExportRequest request)
    {
        var context = new ExportContext
        {
            UserEmail = user.Email,
            Date = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime),
            AddressOf = request.AddressOf,
        };
        var query = request.Filter.IsNone ? queries[request.Format] : Query(request.Format, queries[request.Format].Selection.With(request.Filter.Reads));
        var calls = new PersonCalls(accessTokens, retry, metrics, user);
        return new ContactExport(
            new PageReader(people, calls, memory, query),
            ct => labels.ReadAsync(calls, ct),
            new PageFormatter(request.Format, query.Selection, context, memory.Pool),
            memory,
            context,
            request);
    }

    private static PersonQuery Query(ExportFormat format, PersonSelection selection) => new(selection, format.Sources) { PageSize = format.PageSize };
}
