using static Gcd.Infrastructure.Exports.FilesForTests;

namespace Gcd.Infrastructure.Exports.Tables;

public sealed class AddressColumnsTests
{
    private static readonly string[] Columns = ["Street Address", "City", "Region", "Postal Code", "Country"];

    [Fact]
    public void All_columns_come_from_one_address() =>
        Assert.Equal(
            ["S", "", "R", "", "K"],
            ShowAddresses("""{"streetAddress":"S","region":"R","country":"K"},{"city":"C2","postalCode":"P2","country":"K2"}"""));

    [Theory]
    [InlineData("other,home,work,home*", "3")]
    [InlineData("work*,home,home", "1")]
    [InlineData("other*,work,work", "1")]
    [InlineData("other,old,school*", "2")]
    [InlineData("other,old,school", "0")]
    [InlineData("other*,HOME", "1")]
    [InlineData("other,Work*,work", "1")]
    [InlineData("home,home*,home*", "1")]
    [InlineData("Home address,workshop,h\\u006fME", "2")]
    [InlineData("old*,other*", "0")]
    [InlineData("work,other*", "0")]
    [InlineData("other,work,work*", "1")]
    public void The_address_is_the_primary_home_or_a_home_or_a_work_or_the_primary_or_the_first(string types, string expected)
    {
        var addresses = types.Split(',').Select((type, i) =>
            $$$"""{"type":"{{{type.TrimEnd('*')}}}","city":"{{{i}}}","metadata":{"primary":{{{(type.EndsWith('*') ? "true" : "false")}}}}}""");

        Assert.Equal(expected, ShowAddresses(string.Join(',', addresses))[1]);
    }

    [Fact]
    public void An_address_with_nothing_but_its_formatted_value_shows_it_as_street() =>
        Assert.Equal(["Via Roma 1\nRoma", "", "", "", ""], ShowAddresses("""{"type":"home","formattedValue":"Via Roma 1\nRoma"}"""));

    [Fact]
    public void The_formatted_value_is_not_shown_beside_other_parts() =>
        Assert.Equal(["", "Roma", "", "", ""], ShowAddresses("""{"formattedValue":"Via Roma 1\nRoma","city":"Roma"}"""));

    [Fact]
    public void A_home_of_only_a_formatted_value_goes_before_a_work_address_with_all_parts() =>
        Assert.Equal(
            ["F", "", "", "", ""],
            ShowAddresses("""{"type":"work","streetAddress":"S","city":"C","metadata":{"primary":true}},{"type":"home","formattedValue":"F"}"""));

    [Fact]
    public void An_address_that_holds_nothing_to_show_counts_as_absent() =>
        Assert.Equal(["S", "", "", "", ""], ShowAddresses("""{"type":"home","metadata":{"primary":true}},{"streetAddress":"S"}"""));

    private static string[] ShowAddresses(string addresses) => Show($$"""{"addresses":[{{addresses}}]}""", Columns);
}
