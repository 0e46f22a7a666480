using System.Collections.Frozen;
using Gcd.Infrastructure.Google;
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
    DownloadMemory memory,
    GcdSettings settings,
    TimeProvider time)
{
    private readonly FrozenDictionary<ExportFormat, PersonQuery> queries = ExportFormats.All.ToFrozenDictionary(
        format => format, format => new PersonQuery(format.Reads.Within(settings.PersonFields), format.Sources));

    public ContactExport Start(StoredUser user, ExportFormat format, Uri? requestAddress = null)
    {
        var context = new ExportContext
        {
            UserEmail = user.Email,
            Date = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime),
            RequestAddress = requestAddress,
        };
        var query = queries[format];
        var pages = new PageReader(people, accessTokens, retry, metrics, memory, user, query);
        return new ContactExport(pages, new PageFormatter(format, query.Selection, context, memory.Pool), memory);
    }
}
