using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.People;

/// <summary>What a reply to a sync token holds: people that were written since, and what is left of deleted ones.</summary>
internal static class SyncReply
{
    /// <summary>The people written after a revision, each with the revision as its place.</summary>
    public static IEnumerable<(long Place, JsonObject Person)> After(long since, BookView view, PersonParameters parameters) =>
        view.ChangedSince(since).Select(version => (version.Revision, Person(version, parameters)));

    private static JsonObject Person(ContactVersion version, PersonParameters parameters)
    {
        var person = version.Person.DeepClone().AsObject();
        if (version.PreviousNames.Count > 0 && person["metadata"] is JsonObject metadata)
        {
            // "Populated only for connections.list requests that include a sync token."
            metadata["previousResourceNames"] = new JsonArray([.. version.PreviousNames.Select(name => (JsonNode)name)]);
        }

        // A deletion, too, is a part of the metadata: whoever does not ask for these does not learn of it.
        return parameters.Cut(person);
    }
}
