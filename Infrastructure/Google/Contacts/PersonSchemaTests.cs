using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.People;

namespace Gcd.Infrastructure.Google.Contacts;

public sealed class PersonSchemaTests
{
    // No person fills these in: Google derives them, or keeps them for programs and for what it no longer offers.
    private static readonly string[] NotFilledIn =
    [
        "ageRanges", "braggingRights", "clientData", "coverPhotos", "locales", "miscKeywords", "relationshipInterests", "relationshipStatuses",
        "residences", "taglines",
    ];

    public static TheoryData<string> Fields => [.. PersonSchema.All.Select(list => list.Path)];

    [Fact]
    public void The_values_of_person_fields_are_those_of_the_discovery_document()
    {
        const string description = "addresses * ageRanges * biographies * birthdays * calendarUrls * clientData * coverPhotos"
            + " * emailAddresses * events * externalIds * genders * imClients * interests * locales * locations * memberships"
            + " * metadata * miscKeywords * names * nicknames * occupations * organizations * phoneNumbers * photos"
            + " * relations * sipAddresses * skills * urls * userDefined";

        Assert.Equal(description.Split(" * "), PersonSchema.PersonFields);
    }

    [Fact]
    public void Every_list_that_a_person_can_fill_in_is_there()
    {
        var lists = PeopleTable.Schema("Person").Where(member => member.Value.IsList).Select(member => member.Key);

        Assert.Equal(lists.Except(NotFilledIn).Order(), PersonSchema.All.Where(field => field != PersonSchema.Sources).Select(field => field.Path).Order());
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Every_member_of_a_field_is_there_and_has_the_kind_of_Googles_schema(string path)
    {
        var field = PersonSchema.All.Single(field => field.Path == path);
        var schema = path.Split('/').Aggregate("Person", (type, name) => PeopleTable.TypeOf(type, name)!);
        var expected = Members(schema).Where(member => !member.Path.StartsWith("metadata/", StringComparison.Ordinal) && member.Path is not
            ("domainMembership/inViewerDomain" or "profileMetadata/objectType" or "profileMetadata/userTypes")).Order();

        Assert.Equal(expected, field.Members.Skip(1).Select(member => (member.Path, member.Kind)).Order());
    }

    [Fact]
    public void Every_list_of_the_record_names_the_slots_of_its_field()
    {
        foreach (var list in typeof(Contact).GetProperties().Where(property => property.PropertyType.Name.StartsWith("EntryList", StringComparison.Ordinal)))
        {
            var field = (PersonField)typeof(PersonSchema).GetProperty(list.Name)!.GetValue(null)!;
            var names = list.PropertyType.GetGenericArguments()[0].GetProperties().Where(property => property.DeclaringType!.IsValueType && IsOfASlot(property.PropertyType))
                .Select(property => property.Name).Where(name => name is not ("Primary" or "HasParts"));

            Assert.Equal(
                field.Members.Skip(1).Select(member => member.Path.Split('/')[^1]),
                names.Select(name => char.ToLowerInvariant(name[0]) + name[1..]));
        }

        Assert.Equal(PersonSchema.All.Count, typeof(Contact).GetProperties().Count(property => property.PropertyType.Name.StartsWith("EntryList", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_value_of_a_contact_with_every_field_is_read()
    {
        var person = EveryField.Create();
        person["fileAses"] = JsonNode.Parse("""[{"value":"King-Noel, Ada"}]""");
        person["metadata"]!["sources"] = JsonNode.Parse("""[{"type":"CONTACT","id":"1a","etag":"%E","updateTime":"2026-11-26T10:00:00Z"}]""");

        var expected = (string)person["resourceName"]! + string.Concat(PersonSchema.All.SelectMany(field => Lines(person, field)));
        var (contacts, _) = ContactLinesForTests.Parse($$"""{"connections":[{{person.ToJsonString()}}]}""", PersonSelection.Everything);
        Assert.Equal([expected], contacts);
        Assert.All(PersonSchema.All, field => Assert.Contains($" | {field.Path}", expected, StringComparison.Ordinal));
    }

    private static bool IsOfASlot(Type type) => type == typeof(TextRange) || type == typeof(PartialDate) || type == typeof(bool);

    private static IEnumerable<(string Path, MemberKind Kind)> Members(string schema) =>
        PeopleTable.Schema(schema).SelectMany(member => member.Value.Type switch
        {
            "Date" => [(member.Key, MemberKind.Date)],
            "boolean" => [(member.Key, MemberKind.Flag)],
            "string" => [(member.Key, MemberKind.Text)],
            var inner => Members(inner).Select(deeper => ($"{member.Key}/{deeper.Path}", deeper.Kind)),
        });

    private static IEnumerable<string> Lines(JsonObject person, PersonField field)
    {
        var list = field.Path.Split('/').Aggregate((JsonNode?)person, (node, name) => node?[name]);
        foreach (var entry in list!.AsArray().Where(entry => entry!["domainMembership"] is null))
        {
            var values = field.Members.Skip(1).Select(member => (member.Kind, Value: member.Path.Split('/').Aggregate(entry, (node, name) => node?[name])));
            yield return $" | {field.Path}{((bool?)entry!["metadata"]?["primary"] == true ? "*" : "")}"
                + string.Concat(values.Select(value => $" <{Shown(value.Kind, value.Value)}>"));
        }
    }

    private static string Shown(MemberKind kind, JsonNode? value) => kind switch
    {
        MemberKind.Date => value is null ? "" : $"{(int?)value["year"] ?? 0}-{(int?)value["month"] ?? 0}-{(int?)value["day"] ?? 0}",
        MemberKind.Flag => (bool?)value == true ? "yes" : "",
        _ => (string?)value ?? "",
    };
}
