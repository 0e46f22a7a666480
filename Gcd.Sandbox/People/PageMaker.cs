using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.People;

/// <summary>Makes the bytes of a page, and keeps them while there is room: benchmarks ask for the same pages again and again.</summary>
internal sealed class PageMaker(TimeProvider time)
{
    private const long MostKept = 256 * 1024 * 1024;

    private readonly ConcurrentDictionary<(string Sub, int Edition, string Parameters, int Start, bool IsZipped), byte[]> kept = new();
    private long keptBytes;

    public byte[] Make(SimulatedAccount account, ListParameters parameters, int start, bool isZipped)
    {
        var key = (account.PagesOf ?? account.Sub, account.Edition, parameters.Fingerprint, start, isZipped);
        return kept.GetOrAdd(key, _ => Keep(isZipped ? PageBytes.Zip(Make(account, parameters, start)) : Make(account, parameters, start)));
    }

    private byte[] Make(SimulatedAccount account, ListParameters parameters, int start)
    {
        var indexes = parameters.SyncToken is null
            ? Enumerable.Range(0, account.ContactCount).Where(index => !account.Deleted.Contains(index))
            : account.Deleted.Order();
        var all = indexes.ToList();
        var page = all.Skip(start).Take(parameters.PageSize).ToList();
        var reply = new JsonObject();
        if (page.Count > 0)
        {
            reply["connections"] = new JsonArray([.. page.Select(index => (JsonNode)Person(account, parameters, index))]);
        }

        var isLast = start + page.Count >= all.Count;
        if (!isLast)
        {
            reply["nextPageToken"] = OpaqueToken.Make("page", parameters.Fingerprint, start + page.Count);
        }
        else if (parameters.RequestSyncToken || parameters.SyncToken is not null)
        {
            reply["nextSyncToken"] = OpaqueToken.Make("sync", parameters.SyncFingerprint, time.GetUtcNow().ToUnixTimeSeconds());
        }

        if (parameters.SyncToken is null && all.Count > 0)
        {
            reply["totalPeople"] = all.Count;
            reply["totalItems"] = all.Count;
        }

        var bytes = PageBytes.Of(reply, parameters.Mask, parameters.IsPretty);
        return account.Spoil is { } spoil ? spoil(bytes) : bytes;
    }

    private static JsonObject Person(SimulatedAccount account, ListParameters parameters, int index)
    {
        var person = account.ContactAt(index);
        if (account.Deleted.Contains(index))
        {
            return new JsonObject
            {
                ["resourceName"] = person["resourceName"]!.DeepClone(),
                ["etag"] = person["etag"]!.DeepClone(),
                ["metadata"] = new JsonObject { ["deleted"] = true, ["objectType"] = "PERSON" },
            };
        }

        foreach (var field in person.Select(member => member.Key).Where(field => field is not ("resourceName" or "etag") && !parameters.PersonFields.Contains(field)).ToList())
        {
            person.Remove(field);
        }

        return person;
    }

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
