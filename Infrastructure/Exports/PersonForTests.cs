using System.Globalization;
using System.Text.Json.Nodes;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports;

/// <summary>One contact with every field, each value of its own kind and unlike every other, so that it can be found again.</summary>
internal static class PersonForTests
{
    // Google lets a contact have one of each.
    private static readonly PersonField[] Single = [PersonSchema.Names, PersonSchema.Birthdays, PersonSchema.Biographies, PersonSchema.Genders];

    private static readonly (string Member, string[] Types)[] Types =
    [
        ("phoneNumbers", ["mobile", "Grandma"]),
        ("events", ["anniversary", "Namenstag"]),
        ("relations", ["spouse", "Godmother"]),
        ("urls", ["homePage", "Portfolio"]),
        ("imClients", ["home", "Gaming"]),
        ("calendarUrls", ["home", "freeBusy"]),
    ];

    public static ContactGroups Labels { get; } = new([
        new ContactGroup("contactGroups/m1", "Label memberships1", IsOwn: true, 1),
        new ContactGroup("contactGroups/m2", "Label memberships2", IsOwn: true, 1),
    ]);

    /// <summary>The values, each with the spellings that count as the same.</summary>
    public static (JsonObject Person, IReadOnlyList<(PersonField Field, string Member, string[] Spellings)> Values) Create()
    {
        var person = new JsonObject { ["resourceName"] = "people/c77", ["metadata"] = new JsonObject { ["sources"] = new JsonArray(new JsonObject { ["type"] = "CONTACT", ["id"] = "c77", ["updateTime"] = "2026-01-02T03:04:05Z" }) } };
        var values = new List<(PersonField, string, string[])>();
        foreach (var field in PersonSchema.All.Where(field => field != PersonSchema.Sources))
        {
            var entries = new JsonArray();
            for (var number = 1; number <= (Single.Contains(field) ? 1 : 2); number++)
            {
                var entry = new JsonObject { ["metadata"] = new JsonObject { ["primary"] = number == 1 } };
                foreach (var member in field.Members.Skip(1))
                {
                    var (value, spellings) = Value(field, member, number);
                    Set(entry, member.Path, value);
                    if (member.IsContent && spellings.Length > 0)
                    {
                        values.Add((field, member.Path.Split('/')[^1], spellings));
                    }
                }

                entries.Add((JsonNode)entry);
            }

            person[field.Path] = entries;
        }

        return (person, values);
    }

    private static (JsonNode Value, string[] Spellings) Value(PersonField field, PersonMember member, int number)
    {
        var unique = $"{field.Path}{number}{member.Path.Split('/')[^1]}";
        return (field.Path, member.Path, member.Kind) switch
        {
            (_, _, MemberKind.Flag) => (member.Path != "default" && number == 1, []),
            (_, _, MemberKind.Date) => Date(field, member, number),
            (_, "type" or "formattedType", _) => (Type(field, number), []),
            ("memberships", "contactGroupMembership/contactGroupResourceName", _) => ($"contactGroups/m{number}", [$"Label memberships{number}", $"contactGroups/m{number}"]),
            ("memberships", _, _) => ($"m{number}", []),
            ("phoneNumbers", "value", _) => ($"+39 06 1234{number}", [$"+39 06 1234{number}", $"+39061234{number}"]),
            ("phoneNumbers", "canonicalForm", _) => ($"+39061234{number}", []),
            ("emailAddresses", "value", _) => ($"{unique}@example.com", [$"{unique}@example.com"]),
            ("sipAddresses", _, _) => ($"sip:{unique}@example.com", [$"{unique}@example.com"]),
            ("genders", "value", _) => ("female", ["female", "F"]),
            ("imClients", "protocol" or "formattedProtocol", _) => (number == 1 ? "jabber" : "Blip", []),
            ("biographies", "contentType", _) => ("TEXT_PLAIN", []),
            ("addresses", "countryCode", _) => (number == 1 ? "IT" : "NO", [number == 1 ? "IT" : "NO"]),
            (_, "url", _) or ("urls", "value", _) => ($"https://{unique.ToLowerInvariant()}.example/", [$"https://{unique.ToLowerInvariant()}.example/"]),
            _ => (unique, [unique]),
        };
    }

    private static (JsonNode Value, string[] Spellings) Date(PersonField field, PersonMember member, int number)
    {
        var date = new DateOnly(1900 + (field.Index * 3) + number + (member.Path == "endDate" ? 50 : 0), 3 + number, 20 + number);
        return (
            new JsonObject { ["year"] = date.Year, ["month"] = date.Month, ["day"] = date.Day },
            [.. new[] { "yyyy-MM-dd", "yyyyMMdd", "M/d/yyyy", "yyyy/MM/dd", "yyyy/M/d", "dd.MM.yyyy" }.Select(form => date.ToString(form, CultureInfo.InvariantCulture)),
                $"\"year\":{date.Year},\"month\":{date.Month},\"day\":{date.Day}", $"{date.Year}\n{date.Month}\n{date.Day}"]);
    }

    private static string Type(PersonField field, int number) => Types.FirstOrDefault(known => known.Member == field.Path).Types is { } types ? types[number - 1] : number == 1 ? "home" : "work";

    private static void Set(JsonObject entry, string path, JsonNode value)
    {
        var names = path.Split('/');
        foreach (var name in names[..^1])
        {
            entry[name] ??= new JsonObject();
            entry = entry[name]!.AsObject();
        }

        entry[names[^1]] = value;
    }
}
