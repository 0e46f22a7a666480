using System.Xml.Linq;

namespace Gcd.Infrastructure.Exports.PhoneBooks;

public sealed class FritzBoxFormatTests : PhoneBookTests
{
    private protected override ExportFormat Format { get; } = new FritzBoxFormat();

    protected override string EntryElement => "contact";

    protected override IEnumerable<string> NumbersOf(XElement entry) => entry.Elements("telephony").Elements("number").Select(number => number.Value);

    [Fact]
    public void A_contact_has_its_name_and_typed_numbers() =>
        Assert.Equal(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <phonebooks>
            <phonebook name="Google">
            <contact><category>0</category><person><realName>Ada &lt;Byron&gt;</realName></person><telephony><number type="home" prio="0" id="0">1</number><number type="fax_work" prio="1" id="1">2</number></telephony></contact>
            </phonebook>
            </phonebooks>

            """,
            FilesForTests.Write("fritzbox", Page(
                """
                {"names":[{"displayName":"Ada <Byron>"}],"phoneNumbers":[{"value":"1","type":"home"},{"value":"2","type":"homeFax","metadata":{"primary":true}}]}
                """)));

    [Theory]
    [InlineData("mobile", "mobile")]
    [InlineData("home", "home")]
    [InlineData("work", "work")]
    [InlineData("workFax", "fax_work")]
    [InlineData("main", "other")]
    [InlineData("Oma", "other")]
    public void A_type_is_the_one_that_the_box_has_for_it(string type, string expected) =>
        Assert.Equal(expected, Entries($$"""{"phoneNumbers":[{"value":"1","type":"{{type}}"}]}""").Single().Descendants("number").Single().Attribute("type")!.Value);

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(9, new[] { 9 })]
    [InlineData(10, new[] { 9, 1 })]
    [InlineData(18, new[] { 9, 9 })]
    [InlineData(20, new[] { 9, 9, 2 })]
    public void More_than_nine_numbers_go_into_further_contacts_of_the_same_name(int numbers, int[] expected)
    {
        var phones = string.Join(',', Enumerable.Range(100, numbers).Select(number => $$"""{"value":"{{number}}"}"""));
        var entries = Entries($$"""{"names":[{"displayName":"Ada"}],"phoneNumbers":[{{phones}}]}""");

        Assert.Equal(expected, entries.Select(entry => NumbersOf(entry).Count()));
        Assert.Equal(Enumerable.Range(100, numbers).Select(number => $"{number}"), entries.SelectMany(NumbersOf));
        Assert.All(entries, entry => Assert.Equal("Ada", entry.Descendants("realName").Single().Value));
        Assert.All(entries, entry => Assert.Equal(Enumerable.Range(0, NumbersOf(entry).Count()).Select(id => $"{id}"), entry.Descendants("number").Select(number => number.Attribute("id")!.Value)));
    }

    [Fact]
    public void Who_is_starred_is_a_VIP()
    {
        var book = WithLabels("""{"phoneNumbers":[{"value":"1"}],"memberships":[{"contactGroupMembership":{"contactGroupResourceName":"contactGroups/starred"}}]}""", "starred");

        Assert.Equal("1", book.Descendants("category").Single().Value);
    }
}
