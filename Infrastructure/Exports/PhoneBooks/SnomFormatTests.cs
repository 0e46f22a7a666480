using System.Xml.Linq;

namespace Gcd.Infrastructure.Exports.PhoneBooks;

public sealed class SnomFormatTests : PhoneBookTests
{
    private protected override ExportFormat Format { get; } = new SnomFormat();

    protected override string EntryElement => "contact";

    protected override IEnumerable<string> NumbersOf(XElement entry) => entry.Elements("numbers").Elements("number").Select(number => number.Attribute("no")!.Value);

    protected override string NameOf(XElement entry) => $"{entry.Element("first_name")?.Value} {entry.Element("last_name")?.Value}".Trim();

    [Fact]
    public void A_contact_has_its_name_organisation_and_typed_numbers() =>
        Assert.Equal(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <tbook complete="true" e="2" version="2.0">
            <contact fav="false" vip="false" blocked="false"><first_name>Ada</first_name><last_name>Byron</last_name><organization>AE</organization><numbers><number no="1" type="mobile" outgoing_id="0"/><number no="2" type="business" outgoing_id="0"/></numbers></contact>
            </tbook>

            """,
            FilesForTests.Write("snom", Page(
                """
                {"names":[{"displayName":"Ada Byron","givenName":"Ada","familyName":"Byron"}],"organizations":[{"name":"AE"}],
                "phoneNumbers":[{"value":"1","type":"workMobile"},{"value":"2","type":"WORK"}]}
                """)));

    [Theory]
    [InlineData("mobile", "mobile")]
    [InlineData("home", "home")]
    [InlineData("work", "business")]
    [InlineData("workFax", "fixed")]
    [InlineData("main", "fixed")]
    [InlineData("Oma", "fixed")]
    public void A_type_is_the_one_that_snom_has_for_it(string type, string expected) =>
        Assert.Equal(expected, Entries($$"""{"phoneNumbers":[{"value":"1","type":"{{type}}"}]}""").Single().Descendants("number").Single().Attribute("type")!.Value);

    [Theory]
    [InlineData("contactGroups/starred", "true")]
    [InlineData("contactGroups/1", "false")]
    public void Who_is_starred_is_a_favourite(string group, string expected)
    {
        var book = WithLabels($$$"""{"phoneNumbers":[{"value":"1"}],"memberships":[{"contactGroupMembership":{"contactGroupResourceName":"{{{group}}}"}}]}""", "starred", "Family");

        Assert.Equal(expected, book.Element("contact")!.Attribute("fav")!.Value);
    }

    [Theory]
    [InlineData("Dr. Ada Byron Jr.", "Byron", "Dr. Ada", "Byron Jr.")]
    [InlineData("Kathleen Lee", "Lee", "Kathleen", "Lee")]
    [InlineData("田中由紀", "田中", "由紀", "田中")]
    [InlineData("Kovács Anna", "Kovács", "Anna", "Kovács")]
    [InlineData("Byron, Ada", "Byron", "Ada", "Byron")]
    [InlineData("Kathleen", "leen", null, "Kathleen")]
    [InlineData("Mum", "", null, "Mum")]
    [InlineData("Byron", "Byron", null, "Byron")]
    [InlineData("Ada", "Byron", null, "Ada")]
    public void A_name_is_parted_where_the_family_name_begins_and_nothing_of_it_is_lost(string display, string family, string? first, string last)
    {
        var entry = Entries($$"""{"names":[{"displayName":"{{display}}","familyName":"{{family}}"}],"phoneNumbers":[{"value":"1"}]}""").Single();

        Assert.Equal((first, last), (entry.Element("first_name")?.Value, entry.Element("last_name")?.Value));
    }
}
