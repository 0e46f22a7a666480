using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>One contact with every field that personFields can name.</summary>
internal static class EveryField
{
    private const string Id = "c900900";

    public static JsonObject Create()
    {
        using var stream = typeof(EveryField).Assembly.GetManifestResourceStream("every-field.json")!;
        var person = new ContactBuilder(Id).Build();
        foreach (var (name, value) in JsonNode.Parse(stream)!.AsObject().Where(member => member.Value is JsonArray))
        {
            var entries = value!.DeepClone().AsArray();
            ContactEntries.Complete(entries, ContactId.SourceIdOf($"people/{Id}"));
            person[name] = entries;
        }

        return person;
    }
}
