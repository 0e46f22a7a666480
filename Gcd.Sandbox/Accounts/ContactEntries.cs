using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>What the entries of a person's lists have in common.</summary>
internal static class ContactEntries
{
    /// <summary>Gives every entry its source, and each list exactly one primary entry (discovery document: Person).</summary>
    /// <param name="entries">The entries of one list; those that have a source keep it.</param>
    /// <param name="sourceId">The id of the contact that they come from.</param>
    public static void Complete(JsonArray entries, string sourceId)
    {
        foreach (var entry in entries)
        {
            var metadata = (JsonObject)(entry!["metadata"] ??= new JsonObject());
            metadata["source"] ??= new JsonObject { ["type"] = "CONTACT", ["id"] = sourceId };
        }

        var primary = entries.FirstOrDefault(IsPrimary) ?? entries[0];
        foreach (var entry in entries.Where(entry => IsPrimary(entry) && entry != primary))
        {
            entry!["metadata"]!.AsObject().Remove("primary");
        }

        primary!["metadata"]!["primary"] = true;
    }

    /// <returns>The type of the source; an entry without one is the person's own.</returns>
    public static string SourceType(JsonNode entry) => (string?)entry["metadata"]?["source"]?["type"] ?? "CONTACT";

    private static bool IsPrimary(JsonNode? entry) => (bool?)entry!["metadata"]?["primary"] == true;
}
