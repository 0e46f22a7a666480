using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.People;

/// <summary>The <c>sources</c> parameter: which sources a person's values may come from.</summary>
internal static class ReadSources
{
    private static readonly Dictionary<string, string[]> Types = new(StringComparer.Ordinal)
    {
        // Stands for the parameter not being there.
        ["READ_SOURCE_TYPE_UNSPECIFIED"] = ["CONTACT", "ACCOUNT", "PROFILE", "DOMAIN_PROFILE"],
        ["READ_SOURCE_TYPE_CONTACT"] = ["CONTACT"],
        ["READ_SOURCE_TYPE_PROFILE"] = ["ACCOUNT", "PROFILE", "DOMAIN_PROFILE"],
        ["READ_SOURCE_TYPE_DOMAIN_CONTACT"] = ["DOMAIN_CONTACT"],
    };

    /// <returns>The types, or null for Google's usual ones, and Google's message of what is wrong, or null.</returns>
    public static (IReadOnlySet<string>? Types, string? Error) Read(IQueryCollection query)
    {
        var given = query["sources"];
        return given.FirstOrDefault(source => !Types.ContainsKey(source ?? string.Empty)) is { } wrong
            ? (null, $"Invalid value at 'sources' (type.googleapis.com/google.people.v1.ReadSourceType), \"{wrong}\"")
            : (given.Count == 0 ? null : given.SelectMany(source => Types[source!]).ToHashSet(), null);
    }

    /// <summary>Takes away what comes from other sources.</summary>
    public static void Keep(JsonObject person, IReadOnlySet<string> types)
    {
        (person["metadata"]?["sources"] as JsonArray)?.RemoveAll(source => !types.Contains((string)source!["type"]!));
        foreach (var (name, list) in person.Where(member => member.Value is JsonArray).ToList())
        {
            var entries = list!.AsArray();
            if (entries.RemoveAll(entry => !types.Contains(ContactEntries.SourceType(entry!))) > 0)
            {
                if (entries.Count == 0)
                {
                    person.Remove(name);
                }
                else
                {
                    // Each list that is sent has its primary entry.
                    ContactEntries.Complete(entries, ContactId.SourceIdOf((string)person["resourceName"]!));
                }
            }
        }
    }
}
