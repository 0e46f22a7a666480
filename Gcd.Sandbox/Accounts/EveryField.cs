using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>One contact with every field that personFields can name.</summary>
internal static class EveryField
{
    private const string Id = "c900900";

    public static JsonObject Create()
    {
        using var stream = typeof(EveryField).Assembly.GetManifestResourceStream("every-field.json")!;
        var person = new JsonObject
        {
            ["resourceName"] = $"people/{Id}",
            ["etag"] = $"%EgUBAgMuNz{Id}",
            ["metadata"] = new JsonObject { ["sources"] = new JsonArray(Source()), ["objectType"] = "PERSON" },
        };
        foreach (var (name, value) in JsonNode.Parse(stream)!.AsObject().Where(member => member.Value is JsonArray))
        {
            person[name] = Complete(value!.AsArray());
        }

        return person;
    }

    /// <summary>Every entry has its source, and exactly one of a list is primary (discovery document: Person).</summary>
    private static JsonArray Complete(JsonArray entries)
    {
        var complete = new JsonArray([.. entries.Select(entry => entry!.DeepClone())]);
        foreach (var entry in complete)
        {
            entry!["metadata"] ??= new JsonObject();
            entry["metadata"]!["source"] ??= Source();
        }

        if (!complete.Any(entry => (bool?)entry!["metadata"]!["primary"] == true))
        {
            complete[0]!["metadata"]!["primary"] = true;
        }

        return complete;
    }

    private static JsonObject Source() => new() { ["type"] = "CONTACT", ["id"] = Id };
}
