using System.Globalization;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Memory;
using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Exports;

/// <summary>Asks for one person's address book, page by page: what breaks or is refused is asked again with the same page token.</summary>
internal sealed class PageReader(PeopleClient people, PageTries tries, GcdSettings settings, PersonQuery query) : IPageSource
{
    // Refilled with whoever changed, to be counted.
    private readonly Contact nobody = new();

    private PersonQuery query = query;

    public string Parameters => string.Create(CultureInfo.InvariantCulture, $"{query.PageSize ?? settings.PageSize} {query.Parameters}");

    public void ForgoSyncToken() => query = query with { RequestsSyncToken = false };

    public Task<PeoplePage> ReadAsync(string? pageToken, PageFormatter formatter, CancellationToken ct) => ReadAsync(query, pageToken, page => formatter.Take(page), ct);

    public async Task<SyncCheck> CheckAsync(string syncToken, bool toTheEnd, CancellationToken ct)
    {
        var sync = query with { RequestsSyncToken = true, SyncToken = syncToken };
        var seen = new SeenTokens();
        var hasChanges = false;
        string? next = null;
        try
        {
            do
            {
                var page = await ReadAsync(sync, next, Count, ct);
                hasChanges |= page.Contacts > 0 || page.NextPageToken is not null;
                next = page.NextPageToken;
                if (next is null)
                {
                    return new SyncCheck(IsExpired: false, hasChanges, page.NextSyncToken);
                }
            }
            while (toTheEnd && seen.Add(next));
            return new SyncCheck(IsExpired: false, HasChanges: true, NextSyncToken: null);
        }
        catch (GoogleFaultException fault) when (fault.Kind == GoogleFaultKind.SyncTokenExpired)
        {
            return new SyncCheck(IsExpired: true, HasChanges: false, NextSyncToken: null);
        }
    }

    private Task<T> ReadAsync<T>(PersonQuery asked, string? pageToken, Func<PageBuffer, T> accept, CancellationToken ct) =>
        tries.ReadAsync(
            asked.SyncToken is null ? GoogleCall.Connections : GoogleCall.Sync,
            (token, large, tryCt) => people.GetConnectionsAsync(token, asked, pageToken, large, tryCt),
            accept,
            // The quota of such reads does not recover within the minute that there is.
            fault => !(fault.Kind == GoogleFaultKind.RateLimited && pageToken is null && asked is { RequestsSyncToken: true, SyncToken: null }),
            ct);

    private PeoplePage Count(PageBuffer received)
    {
        using (received)
        {
            try
            {
                var reader = new PeoplePageReader(received.Written, query.Selection);
                while (reader.Read(nobody))
                {
                    // Who it is does not matter.
                }

                return reader.Page;
            }
            catch (Exception fault) when (fault is MalformedPageException or ContactTooLargeException)
            {
                throw new GoogleFaultException(GoogleFaultKind.Malformed, fault.Message, fault);
            }
            finally
            {
                nobody.Clear();
            }
        }
    }
}
