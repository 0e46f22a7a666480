using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>What a write leaves on a contact: new entity tags, and the time at its CONTACT source, whose id stays.</summary>
internal static class ContactStamp
{
    public static void Apply(JsonObject person, long revision, DateTimeOffset writtenAt)
    {
        var source = ContactSourceOf(person);
        var id = (string)source["id"]!;
        source["etag"] = $"#{id}.{revision}=";
        source["updateTime"] = GoogleTime.Text(writtenAt);
        person["etag"] = $"%EgUBAgMuNz{id}.{revision}";
        foreach (var (name, list) in person.Where(member => member.Value is JsonArray).ToList())
        {
            if (list!.AsArray().Count == 0)
            {
                // Google leaves the key of an empty list out.
                person.Remove(name);
            }
            else
            {
                ContactEntries.Complete(list.AsArray(), id);
            }
        }
    }

    /// <returns>What Google still says of a deleted contact in a sync reply.</returns>
    public static JsonObject Tombstone(JsonObject person, long revision, DateTimeOffset writtenAt)
    {
        var left = new JsonObject { ["resourceName"] = (string)person["resourceName"]!, ["metadata"] = new JsonObject { ["sources"] = new JsonArray(ContactSourceOf(person).DeepClone()) } };
        Apply(left, revision, writtenAt);
        left["metadata"]!["deleted"] = true;
        left["metadata"]!["objectType"] = "PERSON";
        return left;
    }

    /// <returns>The sources of a person, the CONTACT source among them; a bare person of a test gets it here.</returns>
    public static JsonArray SourcesOf(JsonObject person)
    {
        var metadata = (JsonObject)(person["metadata"] ??= new JsonObject { ["objectType"] = "PERSON" });
        var sources = (JsonArray)(metadata["sources"] ??= new JsonArray());
        if (!sources.Any(IsContact))
        {
            sources.Insert(0, new JsonObject { ["type"] = "CONTACT", ["id"] = ContactId.SourceIdOf((string)person["resourceName"]!) });
        }

        return sources;
    }

    private static JsonNode ContactSourceOf(JsonObject person) => SourcesOf(person).First(IsContact)!;

    private static bool IsContact(JsonNode? source) => (string?)source!["type"] == "CONTACT";
}
