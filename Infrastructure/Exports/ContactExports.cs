using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Memory;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Exports;

/// <summary>Starts exports of a person's contacts; nothing is asked of Google until the first piece is.</summary>
internal sealed class ContactExports(PeopleClient people, GoogleAccessTokens accessTokens, GoogleRetry retry, GoogleMetrics metrics, DownloadMemory memory, TimeProvider time)
{
    public ContactExport Start(StoredUser user, ExportFormat format, Uri? requestAddress = null)
    {
        var context = new ExportContext
        {
            UserEmail = user.Email,
            Date = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime),
            RequestAddress = requestAddress,
        };
        return new ContactExport(new PageReader(people, accessTokens, retry, metrics, memory, user), new PageFormatter(format, context, memory.Pool), memory);
    }
}
