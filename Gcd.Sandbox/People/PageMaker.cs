using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.People;

/// <summary>Makes the bytes of a page, and keeps them while there is room: benchmarks ask for the same pages again and again.</summary>
internal sealed class PageMaker
{
    private const long MostKept = 256 * 1024 * 1024;

    private readonly ConcurrentDictionary<(string Owner, int Edition, int Epoch, string Parameters, ReadPosition Position, bool IsZipped), byte[]> kept = new();
    private long keptBytes;

    public byte[] Make(SimulatedAccount account, ListParameters parameters, ReadPosition position, bool isZipped)
    {
        var view = position.Since is null ? account.Contacts.View() : account.Contacts.View(position.Until);
        var key = (account.OwnerOfPages(view), view.Edition, account.SyncEpoch, parameters.Fingerprint, position, isZipped);
        return kept.GetOrAdd(key, _ => Keep(PageBytes.Of(Page(account, parameters, position, view), parameters.Person, account, isZipped)));
    }

    private static JsonObject Page(SimulatedAccount account, ListParameters parameters, ReadPosition position, BookView view)
    {
        // One more than fits tells whether another page follows.
        var found = (position.Since is { } since ? SyncReply.After(Math.Max(since, position.Place), view, parameters.Person) : Full(position.Place, view, parameters.Person))
            .Take(parameters.PageSize + 1).ToList();
        var page = found.Take(parameters.PageSize).ToList();
        var reply = new JsonObject();
        if (page.Count > 0)
        {
            reply["connections"] = new JsonArray([.. page.Select(entry => (JsonNode)entry.Person)]);
        }

        if (found.Count > page.Count)
        {
            reply["nextPageToken"] = (position with { Start = position.Start + page.Count, Place = page[^1].Place }).PageToken(parameters, account);
        }
        else if (parameters.RequestSyncToken || parameters.SyncToken is not null)
        {
            reply["nextSyncToken"] = position.SyncToken(parameters, account);
        }

        if (position.Since is null && view.Count > 0)
        {
            reply["totalPeople"] = view.Count;
            reply["totalItems"] = view.Count;
        }

        return reply;
    }

    private static IEnumerable<(long Place, JsonObject Person)> Full(long place, BookView view, PersonParameters parameters) =>
        view.After(place).Select(entry => (entry.Place, parameters.Cut(entry.Person)));

    private byte[] Keep(byte[] bytes)
    {
        if (Interlocked.Add(ref keptBytes, bytes.Length) > MostKept)
        {
            kept.Clear();
            Interlocked.Exchange(ref keptBytes, bytes.Length);
        }

        return bytes;
    }
}
