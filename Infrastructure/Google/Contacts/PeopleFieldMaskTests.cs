namespace Gcd.Infrastructure.Google.Contacts;

public sealed class PeopleFieldMaskTests
{
    private static readonly string[] DefaultFields =
        ["names", "emailAddresses", "phoneNumbers", "addresses", "organizations", "birthdays", "nicknames", "metadata"];

    // Schemas of Google's discovery document for People v1, revision 20210427, as far as the mask walks them.
    private static readonly Dictionary<string, string> Schemas = new(StringComparer.Ordinal)
    {
        ["ListConnectionsResponse"] = "connections:Person nextPageToken nextSyncToken totalItems totalPeople",
        ["Person"] = "resourceName names:Name nicknames:Nickname emailAddresses:EmailAddress phoneNumbers:PhoneNumber "
            + "organizations:Organization birthdays:Birthday addresses:Address metadata:PersonMetadata etag",
        ["Name"] = "displayName displayNameLastFirst familyName givenName middleName unstructuredName metadata:FieldMetadata",
        ["Nickname"] = "type value metadata:FieldMetadata",
        ["EmailAddress"] = "displayName formattedType type value metadata:FieldMetadata",
        ["PhoneNumber"] = "canonicalForm formattedType type value metadata:FieldMetadata",
        ["Organization"] = "current department domain location name symbol title type metadata:FieldMetadata",
        ["Birthday"] = "date:Date text metadata:FieldMetadata",
        ["Address"] = "city country countryCode extendedAddress formattedType formattedValue poBox postalCode region "
            + "streetAddress type metadata:FieldMetadata",
        ["FieldMetadata"] = "primary source:Source verified",
    };

    [Fact]
    public void The_mask_of_the_default_fields_asks_for_what_the_columns_show() =>
        Assert.Equal(
            "connections(resourceName,"
            + "names(displayName,unstructuredName,givenName,familyName,metadata/primary),"
            + "nicknames(value,metadata/primary),"
            + "emailAddresses(value,metadata/primary),"
            + "phoneNumbers(value,type,metadata/primary),"
            + "organizations(name,title,metadata/primary),"
            + "birthdays(date,text,metadata/primary),"
            + "addresses(type,formattedValue,streetAddress,city,region,postalCode,country,metadata/primary)"
            + "),nextPageToken,totalItems",
            PeopleFieldMask.For(DefaultFields));

    [Fact]
    public void The_mask_never_asks_for_more_than_the_configured_fields()
    {
        Assert.Equal(
            "connections(resourceName,emailAddresses(value,metadata/primary)),nextPageToken,totalItems",
            PeopleFieldMask.For(["emailAddresses", "photos", "metadata"]));
        Assert.Equal("connections(resourceName),nextPageToken,totalItems", PeopleFieldMask.For(["photos"]));
    }

    [Fact]
    public void Any_choice_of_fields_gets_a_mask_within_it()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var chosen = PersonFields.Valid.Where(_ => random.Next(3) == 0).ToArray();
            var asked = Paths(PeopleFieldMask.For(chosen)).Where(path => path.StartsWith("connections/", StringComparison.Ordinal))
                .Select(path => path.Split('/')[1]).Distinct();

            Assert.True(asked.All(field => field == "resourceName" || chosen.Contains(field)), $"seed {seed}");
        }
    }

    [Fact]
    public void Every_path_of_the_mask_exists_in_Googles_schemas()
    {
        var paths = Paths(PeopleFieldMask.For(PersonFields.Valid)).ToList();

        Assert.Contains("connections/addresses/metadata/primary", paths);
        Assert.All(paths, path =>
        {
            var schema = "ListConnectionsResponse";
            foreach (var name in path.Split('/'))
            {
                schema = Schemas[schema].Split(' ').Select(member => member.Split(':'))
                    .Single(member => member[0] == name).ElementAtOrDefault(1) ?? "";
            }
        });
    }

    [Fact]
    public void The_valid_person_fields_are_those_of_the_discovery_document()
    {
        const string description = "addresses * ageRanges * biographies * birthdays * calendarUrls * clientData * coverPhotos"
            + " * emailAddresses * events * externalIds * genders * imClients * interests * locales * locations * memberships"
            + " * metadata * miscKeywords * names * nicknames * occupations * organizations * phoneNumbers * photos"
            + " * relations * sipAddresses * skills * urls * userDefined";

        Assert.Equal(description.Split(" * "), PersonFields.Valid.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Names", PersonFields.Valid.AsEnumerable());
    }

    private static IEnumerable<string> Paths(string mask)
    {
        var prefixes = new Stack<string>([""]);
        var name = "";
        foreach (var c in mask + ",")
        {
            if (c is not ('(' or ')' or ','))
            {
                name += c;
                continue;
            }

            if (c == '(')
            {
                prefixes.Push(prefixes.Peek() + name + "/");
            }
            else if (name.Length > 0)
            {
                yield return prefixes.Peek() + name;
            }

            if (c == ')')
            {
                prefixes.Pop();
            }

            name = "";
        }
    }
}
