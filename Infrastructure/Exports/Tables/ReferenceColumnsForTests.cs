using System.Text.Json;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>The rules of the columns once more, over JsonDocument, as plainly as they can be put.</summary>
internal static class ReferenceColumnsForTests
{
    private static readonly string[] PhoneTypes = ["mobile", "work", "home"];
    private static readonly string[] Place = ["streetAddress", "city", "region", "postalCode", "country"];

    public static List<string[]> Rows(byte[] page)
    {
        using var document = JsonDocument.Parse(page);
        return [.. document.RootElement.GetProperty("connections").EnumerateArray().Select(Row)];
    }

    private static string[] Row(JsonElement person)
    {
        var name = Primary(List(person, "names", "displayName", "unstructuredName", "givenName", "familyName"));
        var emails = List(person, "emailAddresses", "value");
        var email = Primary(emails);
        var phones = List(person, "phoneNumbers", "value");
        string[] shown = [.. PhoneTypes.Select(type => Text(phones.FirstOrDefault(OfType(type)), "value"))];
        var organization = Primary(List(person, "organizations", "name", "title"));
        var addresses = List(person, "addresses", [.. Place, "formattedValue"]);
        var homes = addresses.Where(OfType("home")).ToList();
        var address = homes.Count > 0 ? Primary(homes) : addresses.Any(OfType("work")) ? addresses.First(OfType("work")) : Primary(addresses);
        string[] place = [.. Place.Select(part => Text(address, part))];
        place[0] = place.All(part => part.Length == 0) ? Text(address, "formattedValue") : place[0];
        return
        [
            Text(name, "displayName") is { Length: > 0 } full ? full : Text(name, "unstructuredName"),
            Text(name, "givenName"), Text(name, "familyName"), Text(Primary(List(person, "nicknames", "value")), "value"),
            Text(email, "value"), string.Join("; ", emails.Where(other => !ReferenceEquals(other, email)).Select(other => Text(other, "value"))),
            .. shown, string.Join("; ", phones.Select(phone => Text(phone, "value")).Where(number => !shown.Contains(number))),
            Text(organization, "name"), Text(organization, "title"), Birthday(person), .. place,
            person.TryGetProperty("resourceName", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : "",
        ];
    }

    private static string Birthday(JsonElement person)
    {
        var birthdays = List(person, "birthdays").Where(birthday => Date(birthday).Length > 0 || Text(birthday, "text").Length > 0);
        var birthday = Primary([.. birthdays]);
        return Date(birthday) is { Length: > 0 } date ? date : Text(birthday, "text");
    }

    private static string Date(Dictionary<string, JsonElement>? birthday)
    {
        if (birthday is null || !birthday.TryGetValue("date", out var date) || date.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        int Part(string name, int max) => date.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Number
            && part.TryGetInt32(out var value) && value > 0 && value <= max ? value : 0;
        return (Part("year", 9999), Part("month", 12), Part("day", 31)) switch
        {
            (0, > 0 and var m, > 0 and var d) => $"--{m:00}-{d:00}",
            (0, _, _) => "",
            (var y, 0, _) => $"{y:0000}",
            (var y, var m, 0) => $"{y:0000}-{m:00}",
            var (y, m, d) => $"{y:0000}-{m:00}-{d:00}",
        };
    }

    private static List<Dictionary<string, JsonElement>> List(JsonElement person, string member, params IEnumerable<string> needsOneOf)
    {
        if (!person.TryGetProperty(member, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var entries = list.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object)
            .Select(entry => entry.EnumerateObject().ToDictionary(part => part.Name, part => part.Value));
        return [.. entries.Where(entry => !needsOneOf.Any() || needsOneOf.Any(part => Text(entry, part).Length > 0))];
    }

    private static Dictionary<string, JsonElement>? Primary(List<Dictionary<string, JsonElement>> entries) =>
        entries.FirstOrDefault(IsPrimary) ?? entries.FirstOrDefault();

    private static bool IsPrimary(Dictionary<string, JsonElement> entry) =>
        entry.TryGetValue("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("primary", out var primary) && primary.ValueKind == JsonValueKind.True;

    private static Func<Dictionary<string, JsonElement>, bool> OfType(string type) =>
        entry => Text(entry, "type").Equals(type, StringComparison.OrdinalIgnoreCase);

    private static string Text(Dictionary<string, JsonElement>? entry, string part) =>
        entry is not null && entry.TryGetValue(part, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
