using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>Builds a Person as the People API sends it: every value with its source, the first of a list primary unless another one is.</summary>
/// <param name="id">The end of the resource name.</param>
internal sealed class ContactBuilder(string id)
{
    private readonly string sourceId = ContactId.SourceIdOf($"people/{id}");
    private readonly JsonObject person = new()
    {
        ["resourceName"] = $"people/{id}",
        ["etag"] = $"%EgUBAgMuNz{id}",
        ["metadata"] = new JsonObject
        {
            ["sources"] = new JsonArray(new JsonObject
            {
                ["type"] = "CONTACT",
                ["id"] = ContactId.SourceIdOf($"people/{id}"),
                ["etag"] = $"#{id}=",
                ["updateTime"] = "2026-01-02T03:04:05.678901Z",
            }),
            ["objectType"] = "PERSON",
        },
    };

    public ContactBuilder Name(string? displayName, string? given = null, string? family = null, string? unstructured = null) =>
        Add("names", new JsonObject
        {
            ["displayName"] = displayName,
            ["familyName"] = family,
            ["givenName"] = given,
            ["displayNameLastFirst"] = given is not null && family is not null ? $"{family}, {given}" : displayName,
            ["unstructuredName"] = unstructured ?? displayName,
        });

    public ContactBuilder Nickname(string value) => Add("nicknames", new JsonObject { ["value"] = value });

    public ContactBuilder Email(string value, string? type = null, bool isPrimary = false) =>
        Add("emailAddresses", new JsonObject { ["value"] = value, ["type"] = type, ["formattedType"] = type }, isPrimary);

    public ContactBuilder Phone(string value, string? type = null, bool isPrimary = false) =>
        Add("phoneNumbers", new JsonObject { ["value"] = value, ["type"] = type, ["formattedType"] = type }, isPrimary);

    public ContactBuilder Organization(string? name, string? title = null, bool isPrimary = false) =>
        Add("organizations", new JsonObject { ["type"] = "work", ["name"] = name, ["title"] = title }, isPrimary);

    public ContactBuilder Birthday(int year, int month, int day) => Add("birthdays", new JsonObject { ["date"] = Date(year, month, day) });

    public ContactBuilder BirthdayText(string text) => Add("birthdays", new JsonObject { ["text"] = text });

    public ContactBuilder Address(string? type, string? street, string? city, string? region, string? code, string? country, bool isPrimary = false) =>
        Add("addresses", new JsonObject
        {
            ["formattedValue"] = string.Join('\n', new[] { street, city, region, code, country }.Where(part => part is not null)),
            ["type"] = type,
            ["formattedType"] = type,
            ["streetAddress"] = street,
            ["city"] = city,
            ["region"] = region,
            ["postalCode"] = code,
            ["country"] = country,
        }, isPrimary);

    public ContactBuilder FormattedAddress(string formatted) => Add("addresses", new JsonObject { ["formattedValue"] = formatted });

    public ContactBuilder Note(string text) => Add("biographies", new JsonObject { ["value"] = text, ["contentType"] = "TEXT_PLAIN" });

    public ContactBuilder Group(string groupId) =>
        Add("memberships", new JsonObject { ["contactGroupMembership"] = new JsonObject { ["contactGroupId"] = groupId, ["contactGroupResourceName"] = $"contactGroups/{groupId}" } });

    public ContactBuilder Url(string value, string type) => Add("urls", new JsonObject { ["value"] = value, ["type"] = type, ["formattedType"] = type });

    public ContactBuilder Relation(string relative, string type) => Add("relations", new JsonObject { ["person"] = relative, ["type"] = type, ["formattedType"] = type });

    public ContactBuilder Event(string? type, int year, int month, int day) =>
        Add("events", new JsonObject { ["date"] = Date(year, month, day), ["type"] = type, ["formattedType"] = type });

    public ContactBuilder UserDefined(string key, string value) => Add("userDefined", new JsonObject { ["key"] = key, ["value"] = value });

    /// <summary>An entry of any list, as JSON without its metadata.</summary>
    public ContactBuilder Entry(string list, string json) => Add(list, JsonNode.Parse(json)!.AsObject());

    public ContactBuilder Photo(string url) => Add("photos", new JsonObject { ["url"] = url, ["default"] = true });

    public JsonObject Build() => person;

    // Zero stands for a part that is absent.
    private static JsonObject Date(int year, int month, int day)
    {
        var date = new JsonObject();
        foreach (var (name, value) in new[] { ("year", year), ("month", month), ("day", day) })
        {
            if (value != 0)
            {
                date[name] = value;
            }
        }

        return date;
    }

    private ContactBuilder Add(string list, JsonObject value, bool isPrimary = false)
    {
        foreach (var missing in value.Where(member => member.Value is null).Select(member => member.Key).ToList())
        {
            value.Remove(missing);
        }

        if (person[list] is not JsonArray entries)
        {
            person[list] = entries = [];
        }

        // Each non-empty list has exactly one primary entry (discovery document: Person).
        var makesPrimary = isPrimary || entries.Count == 0;
        if (makesPrimary)
        {
            foreach (var entry in entries)
            {
                ((JsonObject)entry!["metadata"]!).Remove("primary");
            }
        }

        var metadata = new JsonObject();
        if (makesPrimary)
        {
            metadata["primary"] = true;
        }

        metadata["source"] = new JsonObject { ["type"] = "CONTACT", ["id"] = sourceId };
        value.Insert(0, "metadata", metadata);
        entries.Add((JsonNode)value);
        return this;
    }
}
