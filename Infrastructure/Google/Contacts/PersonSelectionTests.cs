using Gcd.Infrastructure.Exports.Tables;
using Gcd.Sandbox.People;

namespace Gcd.Infrastructure.Google.Contacts;

public sealed class PersonSelectionTests
{
    [Fact]
    public void The_mask_of_the_columns_asks_for_what_they_show()
    {
        Assert.Equal(
            "connections(resourceName,"
            + "names(displayName,unstructuredName,givenName,familyName,metadata/primary),"
            + "nicknames(value,metadata/primary),"
            + "emailAddresses(value,metadata/primary),"
            + "phoneNumbers(value,type,metadata/primary),"
            + "organizations(name,title,metadata/primary),"
            + "birthdays(date,text,metadata/primary),"
            + "addresses(type,formattedValue,streetAddress,city,region,postalCode,country,metadata/primary)"
            + "),nextPageToken,nextSyncToken,totalItems",
            ContactColumns.Reads.Mask);
        Assert.Equal("names,nicknames,emailAddresses,phoneNumbers,organizations,birthdays,addresses", ContactColumns.Reads.PersonFields);
    }

    [Fact]
    public void The_configured_fields_limit_what_is_asked()
    {
        var some = ContactColumns.Reads.Within(["emailAddresses", "photos", "metadata"]);
        var none = ContactColumns.Reads.Within(["photos"]);

        Assert.Equal("connections(resourceName,emailAddresses(value,metadata/primary)),nextPageToken,nextSyncToken,totalItems", some.Mask);
        Assert.Equal("emailAddresses", some.PersonFields);
        Assert.Equal("connections(resourceName),nextPageToken,nextSyncToken,totalItems", none.Mask);
        // Google refuses a request without any.
        Assert.Equal("metadata", none.PersonFields);
        Assert.Same(ContactColumns.Reads, ContactColumns.Reads.Within(null));
    }

    [Fact]
    public void Any_choice_of_fields_gets_a_mask_within_it()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var chosen = PersonSchema.PersonFields.Where(_ => random.Next(3) == 0).ToArray();
            var asked = Paths(PersonSelection.Everything.Within(chosen).Mask).Where(path => path.StartsWith("connections/", StringComparison.Ordinal))
                .Select(path => path.Split('/')[1]).Distinct();

            Assert.True(asked.All(field => field == "resourceName" || chosen.Contains(field)), $"seed {seed}");
        }
    }

    [Fact]
    public void Google_knows_every_path_of_the_mask_of_everything()
    {
        var mask = PersonSelection.Everything.Mask;

        Assert.Null(FieldMask.Parse(mask, "ListConnectionsResponse").Invalid);
        Assert.Contains("connections/memberships/contactGroupMembership/contactGroupResourceName", Paths(mask));
        Assert.Contains("connections/metadata/sources/updateTime", Paths(mask));
        Assert.DoesNotContain("fileAses", PersonSelection.Everything.PersonFields, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_the_field_does_not_have_cannot_be_selected() =>
        Assert.Throws<ArgumentException>(() => PersonSchema.Urls.Only("value", "title"));

    [Fact]
    public void What_is_not_selected_is_passed_over()
    {
        var selection = new PersonSelection(PersonSchema.Organizations.Only("name"), PersonSchema.Sources);
        var (contacts, _) = ContactLinesForTests.Parse(
            """
            {"connections":[{"organizations":[{"title":"only a title"},{"name":"Acme","title":"Boss","metadata":{"primary":true}}],
            "urls":[{"value":"https://example.com"}],"metadata":{"deleted":false,"sources":[{"type":"CONTACT","id":"1a"}],"objectType":"PERSON"}}]}
            """,
            selection);

        Assert.Equal([" | organizations* <Acme> | metadata/sources <1a> <CONTACT> <> <>"], contacts);
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
