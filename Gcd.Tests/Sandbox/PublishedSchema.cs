using System.Text.Json;
using System.Text.Json.Nodes;
using Gcd.Sandbox.People;

namespace Gcd.Tests.Sandbox;

/// <summary>Google's own description of the API, to hold replies against.</summary>
internal static class PublishedSchema
{
    private static readonly JsonElement Table = Load();

    /// <returns>What in the reply is not as described.</returns>
    public static IReadOnlyList<string> Faults(JsonObject reply, string schema)
    {
        var faults = new List<string>();
        Check(reply, schema, "reply", faults);
        return faults;
    }

    /// <returns>The names of a method's parameters.</returns>
    public static IEnumerable<string> Parameters(string table) => Table.GetProperty(table).EnumerateObject().Select(entry => entry.Name);

    private static void Check(JsonObject value, string schema, string path, List<string> faults)
    {
        foreach (var (name, member) in value)
        {
            if (!Table.GetProperty("schemas").GetProperty(schema).TryGetProperty(name, out var entry))
            {
                faults.Add($"{path}.{name} is no field of {schema}");
                continue;
            }

            var isList = entry.TryGetProperty("list", out _);
            if (isList != member is JsonArray)
            {
                faults.Add($"{path}.{name} is {(isList ? "no" : "a")} list");
                continue;
            }

            foreach (var item in isList ? member!.AsArray().AsEnumerable() : Enumerable.Repeat(member, 1))
            {
                CheckValue(item, entry, $"{path}.{name}", faults);
            }
        }
    }

    private static void CheckValue(JsonNode? item, JsonElement entry, string path, List<string> faults)
    {
        var type = entry.GetProperty("type").GetString()!;
        var isRight = type switch
        {
            "string" => item?.GetValueKind() == JsonValueKind.String,
            "integer" => item?.GetValueKind() == JsonValueKind.Number,
            "boolean" => item?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            _ => item is JsonObject,
        };
        if (!isRight || (entry.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(known => known.GetString() == (string)item!)))
        {
            faults.Add($"{path} is no {type}: {item}");
        }
        else if (item is JsonObject nested)
        {
            Check(nested, type, path, faults);
        }
    }

    private static JsonElement Load()
    {
        using var stream = typeof(PeopleTable).Assembly.GetManifestResourceStream("people-v1-table.json")!;
        return JsonDocument.Parse(stream).RootElement.Clone();
    }
}
