using System.Globalization;
using System.Xml.Linq;

namespace Gcd.Infrastructure.Exports.PhoneBooks;

public sealed class GrandstreamFormatTests : PhoneBookTests
{
    private protected override ExportFormat Format { get; } = new GrandstreamFormat();

    protected override string EntryElement => "Contact";

    protected override IEnumerable<string> NumbersOf(XElement entry) => entry.Elements("Phone").Elements("phonenumber").Select(number => number.Value);

    protected override string NameOf(XElement entry) => $"{entry.Element("FirstName")!.Value} {entry.Element("LastName")!.Value}".Trim();

    [Fact]
    public void A_contact_has_its_name_company_and_typed_numbers() =>
        Assert.Equal(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <AddressBook>
            <version>1</version>
            <Contact><id>1</id><FirstName>Ada</FirstName><LastName>Byron</LastName><Company>AE</Company><Frequent>0</Frequent><Phone type="Home"><phonenumber>1</phonenumber><accountindex>0</accountindex></Phone><Phone type="Mobile"><phonenumber>2</phonenumber><accountindex>0</accountindex></Phone><Primary>1</Primary></Contact>
            </AddressBook>

            """,
            FilesForTests.Write("grandstream", Page(
                """
                {"names":[{"displayName":"Ada Byron","familyName":"Byron"}],"organizations":[{"name":"AE"}],
                "phoneNumbers":[{"value":"1","type":"home"},{"value":"2","type":"mobile","metadata":{"primary":true}}]}
                """)));

    [Theory]
    [InlineData("mobile", "Mobile")]
    [InlineData("workMobile", "Mobile")]
    [InlineData("Home", "Home")]
    [InlineData("work", "Work")]
    [InlineData("homeFax", "Fax")]
    [InlineData("otherFax", "Fax")]
    [InlineData("pager", "Other")]
    [InlineData("Oma", "Other")]
    public void A_type_is_the_one_that_Grandstream_has_for_it(string type, string expected) =>
        Assert.Equal(expected, Entries($$"""{"phoneNumbers":[{"value":"1","type":"{{type}}"}]}""").Single().Element("Phone")!.Attribute("type")!.Value);

    [Fact]
    public void Labels_are_groups_and_a_star_is_frequent()
    {
        var book = WithLabels(
            """
            {"phoneNumbers":[{"value":"1"}],"memberships":[{"contactGroupMembership":{"contactGroupResourceName":"contactGroups/2"}},
            {"contactGroupMembership":{"contactGroupResourceName":"contactGroups/starred"}},{"contactGroupMembership":{"contactGroupResourceName":"contactGroups/gone"}}]}
            """,
            "Family",
            "starred",
            "Friends & <others>");

        Assert.Equal([("1", "Family"), ("2", "Friends & <others>")], book.Elements("pbgroup").Select(group => (group.Element("id")!.Value, group.Element("name")!.Value)));
        Assert.Equal("2", Assert.Single(book.Element("Contact")!.Elements("Group")).Value);
        Assert.Equal("1", book.Element("Contact")!.Element("Frequent")!.Value);
    }

    [Fact]
    public void Ids_rise_and_none_comes_twice()
    {
        var ids = Entries([.. Enumerable.Range(0, 50).Select(i => i % 3 == 0 ? "{}" : """{"phoneNumbers":[{"value":"1"}]}""")])
            .Select(entry => int.Parse(entry.Element("id")!.Value, CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(ids.Distinct().Order(), ids);
    }
}
