using System.Text.Json;
using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;
using static Gcd.Infrastructure.Exports.Cards.CardsForTests;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>What holds for the text of both versions.</summary>
internal static class VCardTextForTests
{
    // What Google makes of the rest, what only says how a value is to be read, and what is no field of the person's own.
    private static readonly string[] NotShown =
        ["formattedType", "formattedValue", "formattedProtocol", "displayNameLastFirst", "unstructuredName", "canonicalForm", "contentType", "type", "protocol", "text",
        "contactGroupId", "contactGroupResourceName", "inViewerDomain", "verified", "primary", "metadata", "default", "current"];

    private static readonly string[] NoFields = ["ageRanges", "clientData", "coverPhotos", "locales", "miscKeywords", "resourceName", "etag", "metadata"];

    /// <summary>A line break is a line break, and of control characters there is only the tab (RFC 6350, section 3.3).</summary>
    public static string Shown(string text) =>
        string.Concat(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Where(sign => sign is '\n' or '\t' or >= ' ' and not '\x7f'));

    public static void AssertHoldsEveryField(string format, string birthday)
    {
        var person = EveryField.Create();
        var card = ReadByIcalJs(Write(format, person.ToJsonString())).Single();
        var all = string.Join('\n', card.SelectMany(property => property.Values.Append(property.Parameters)));

        Assert.All(TextsOf(person), text => Assert.Contains(text, all, StringComparison.Ordinal));
        Assert.Contains(birthday, card.Single(property => property.Name == "bday").Values);
        Assert.Contains("Poets", card.Single(property => property.Name == "categories").Values);
    }

    public static void AssertKeepsHostileText(string format)
    {
        string[] fields = ["nickname", "note", "org", "title", "role", "adr", "x-ablabel", "related"];
        var texts = HostileTextForTests.All.Select(text => $"a{text}z").ToList();
        var cards = ReadByIcalJs(Write(format, texts.Select(Person)));
        var others = format == "vcard" ? ReadByVObject(Write(format, texts.Select(Person))) : null;
        foreach (var (text, index) in texts.Select((text, index) => (Shown(text), index)))
        {
            foreach (var property in cards[index].Where(property => fields.Contains(property.Name)))
            {
                Assert.True(property.Values.Contains(text), $"{property.Name} of {JsonSerializer.Serialize(text)}: {string.Join('|', property.Values)}");
                var same = others?[index].First(line => string.Equals(line.Name, property.Name, StringComparison.OrdinalIgnoreCase)).Values ?? [text];
                Assert.Contains(text, same);
            }
        }
    }

    public static void AssertFoldsAnywhere(string format)
    {
        string[] notes = [.. from start in Enumerable.Range(0, 80) from sign in (string[])["é", "日", "😀", ",", "\n", "\\"] select new string('x', start) + string.Concat(Enumerable.Repeat(sign, 60))];
        var file = Write(format, notes.Select(note => $$$"""{"biographies":[{"value":{{{JsonSerializer.Serialize(note)}}}}]}"""));

        AssertIsFolded(file);
        Assert.Equal(notes, ReadByIcalJs(file).Select(card => card.Single(property => property.Name == "note").Values.Single()));
    }

    private static string Person(string text)
    {
        var value = JsonSerializer.Serialize(text);
        return $$"""
            {"nicknames":[{"value":{{value}}}],"biographies":[{"value":{{value}}}],"organizations":[{"name":{{value}},"title":{{value}},"jobDescription":{{value}}}],
            "addresses":[{"streetAddress":{{value}},"city":{{value}},"formattedValue":{{value}},"type":{{value}}}],"relations":[{"person":{{value}}}],
            "imClients":[{"username":{{value}},"protocol":{{value}},"type":{{value}}}],"urls":[{"value":{{value}},"type":{{value}}}],"fileAses":[{"value":{{value}}}]}
            """;
    }

    public static IEnumerable<string> TextsOf(JsonNode? node) => node switch
    {
        JsonObject members => members.Where(member => !NotShown.Contains(member.Key) && !NoFields.Contains(member.Key) && member.Key != "date" && member.Key != "genders")
            .SelectMany(member => TextsOf(member.Value)),
        JsonArray items => items.SelectMany(TextsOf),
        JsonValue value => [value.ToString()],
        _ => [],
    };
}
