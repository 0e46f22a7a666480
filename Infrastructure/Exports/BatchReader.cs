using System.Globalization;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports;

/// <summary>Asks for contacts by their resource names, as many at a time as Google allows. A page token is where the next batch begins.</summary>
internal sealed class BatchReader(PeopleClient people, PageTries tries, PersonQuery query, IReadOnlyList<string> resourceNames) : IPageSource
{
    public string Parameters => query.BatchParameters;

    public Task<PeoplePage> ReadAsync(string? pageToken, PageFormatter formatter, CancellationToken ct)
    {
        var start = pageToken is null ? 0 : int.Parse(pageToken, CultureInfo.InvariantCulture);
        var batch = resourceNames.Skip(start).Take(PeopleClient.LargestBatch).ToList();
        var end = start + batch.Count;
        var next = end < resourceNames.Count ? end.ToString(CultureInfo.InvariantCulture) : null;
        return tries.ReadAsync(
            GoogleCall.BatchGet,
            (token, large, tryCt) => people.GetBatchAsync(token, query, batch, large, tryCt),
            page => formatter.Take(page, next),
            isWorthATry: null,
            ct);
    }

    public void ForgoSyncToken()
    {
    }

    public Task<SyncCheck> CheckAsync(string syncToken, bool toTheEnd, CancellationToken ct) => throw new NotSupportedException("Contacts that are asked for by name have no sync token.");
}
