using System.Text.Json;

namespace Gcd.Sandbox.People;

/// <summary>Google's own description of the API, cut down to what the simulated methods reach.</summary>
internal static class PeopleTable
{
    private static readonly JsonDocument Table = Load();

    public static IReadOnlySet<string> Parameters { get; } = Names("parameters");

    public static IReadOnlySet<string> PersonParameters { get; } = Names("personParameters");

    public static IReadOnlySet<string> BatchGetParameters { get; } = Names("batchGetParameters");

    public static IReadOnlySet<string> ContactGroupsParameters { get; } = Names("contactGroupsParameters");

    /// <summary>The values that personFields may name (the parameter's description).</summary>
    public static IReadOnlySet<string> PersonFields { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "addresses", "ageRanges", "biographies", "birthdays", "calendarUrls", "clientData", "coverPhotos", "emailAddresses", "events",
        "externalIds", "genders", "imClients", "interests", "locales", "locations", "memberships", "metadata", "miscKeywords", "names",
        "nicknames", "occupations", "organizations", "phoneNumbers", "photos", "relations", "sipAddresses", "skills", "urls", "userDefined",
    };

    /// <summary>The values that groupFields may name (the parameter's description).</summary>
    public static IReadOnlySet<string> GroupFields { get; } = new HashSet<string>(StringComparer.Ordinal) { "clientData", "groupType", "memberCount", "metadata", "name" };

    /// <summary>The type of a field, or null where the schema has no such field.</summary>
    public static string? TypeOf(string schema, string field) =>
        Table.RootElement.GetProperty("schemas").TryGetProperty(schema, out var fields) && fields.TryGetProperty(field, out var entry)
            ? entry.GetProperty("type").GetString()
            : null;

    /// <summary>The fields of a schema: their types, and whether they are lists.</summary>
    public static IReadOnlyDictionary<string, (string Type, bool IsList)> Schema(string name) =>
        Table.RootElement.GetProperty("schemas").GetProperty(name).EnumerateObject().ToDictionary(
            field => field.Name, field => (field.Value.GetProperty("type").GetString()!, field.Value.TryGetProperty("list", out _)));

    private static HashSet<string> Names(string table) =>
        Table.RootElement.GetProperty(table).EnumerateObject().Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);

    private static JsonDocument Load()
    {
        using var stream = typeof(PeopleTable).Assembly.GetManifestResourceStream("people-v1-table.json")!;
        return JsonDocument.Parse(stream);
    }
}
