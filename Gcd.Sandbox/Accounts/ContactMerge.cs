using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>Puts what one contact knows into another, as Google Contacts does with duplicates.</summary>
internal static class ContactMerge
{
    // A contact has at most one of each (discovery document: Person).
    private static readonly HashSet<string> Singletons = ["biographies", "birthdays", "genders", "names"];

    public static void Into(JsonObject kept, JsonObject gone)
    {
        foreach (var (name, list) in gone.Where(member => member.Value is JsonArray && !(Singletons.Contains(member.Key) && kept.ContainsKey(member.Key))))
        {
            var entries = (JsonArray)(kept[name] ??= new JsonArray());
            foreach (var entry in list!.AsArray().Where(entry => ContactEntries.SourceType(entry!) == "CONTACT"))
            {
                var value = Value(entry!);
                if (!entries.Any(known => JsonNode.DeepEquals(Value(known!), value)))
                {
                    entries.Add((JsonNode)value);
                }
            }
        }
    }

    private static JsonObject Value(JsonNode entry)
    {
        var value = entry.DeepClone().AsObject();
        value.Remove("metadata");
        return value;
    }
}
