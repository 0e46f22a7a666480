using static Gcd.Infrastructure.Exports.FilesForTests;

namespace Gcd.Infrastructure.Exports.Tables;

public sealed class ContactColumnsTests
{
    private static readonly string[] NameColumns = ["Full Name", "Given Name", "Family Name", "Nickname"];
    private static readonly string[] EmailColumns = ["Primary Email", "Other Emails"];
    private static readonly string[] PhoneColumns = ["Mobile Phone", "Work Phone", "Home Phone", "Other Phones"];

    [Fact]
    public void The_columns_have_their_names_and_order() =>
        Assert.Equal(
            "Full Name,Given Name,Family Name,Nickname,Primary Email,Other Emails,Mobile Phone,Work Phone,Home Phone,"
            + "Other Phones,Organization,Job Title,Birthday,Street Address,City,Region,Postal Code,Country,Resource Name\r\n",
            Write("csv"));

    [Fact]
    public void A_person_without_anything_has_empty_columns() =>
        Assert.All(Columns("{}").Values, Assert.Empty);

    [Fact]
    public void The_resource_name_is_shown() =>
        Assert.Equal("people/c1", Columns("""{"resourceName":"people/c1"}""")["Resource Name"]);

    [Theory]
    [InlineData("""{"names":[{"displayName":"D","unstructuredName":"U","givenName":"G","familyName":"F"}]}""", "D|G|F|")]
    [InlineData("""{"names":[{"unstructuredName":"U","givenName":"G"}]}""", "U|G||")]
    [InlineData("""{"names":[{"displayName":"","unstructuredName":"U"}]}""", "U|||")]
    [InlineData("""{"names":[{"givenName":"G","familyName":"F"}]}""", "|G|F|")]
    [InlineData("""{"names":[{"displayName":"A","familyName":"AF"},{"displayName":"B"}]}""", "A||AF|")]
    [InlineData("""{"names":[{"displayName":"A","familyName":"AF"},{"displayName":"B","metadata":{"primary":true}}]}""", "B|||")]
    [InlineData("""{"names":[{},{"displayName":"B"}],"nicknames":[{"value":"x"},{"value":"y"}]}""", "B|||x")]
    [InlineData("""{"names":[{"displayName":"A"},{"givenName":"G","metadata":{"primary":true}}]}""", "|G||")]
    [InlineData("""{"names":[{"displayName":"A","metadata":{"primary":false}},{"displayName":"B","metadata":{"primary":true}},{"displayName":"C","metadata":{"primary":true}}]}""", "B|||")]
    [InlineData("""{"names":[{"metadata":{"sourcePrimary":true},"displayName":"A"},{"displayName":"B","metadata":{"source":{"primary":true}}}]}""", "A|||")]
    [InlineData("""{"names":[{"middleName":"M","honorificPrefix":"Dr","phoneticFullName":"P","displayNameLastFirst":"L"}]}""", "|||")]
    [InlineData("""{"nicknames":[{"value":"x"},{"metadata":{"primary":true},"value":"y"}]}""", "|||y")]
    public void Names_come_from_the_primary_entry_or_the_first(string person, string expected) =>
        Assert.Equal(expected.Split('|'), Show(person, NameColumns));

    [Theory]
    [InlineData("""[{"value":"a"}]""", "a|")]
    [InlineData("""[{"value":"a"},{"value":"b"},{"value":"c"}]""", "a|b; c")]
    [InlineData("""[{"value":"a"},{"value":"b","metadata":{"primary":true}},{"value":"c"}]""", "b|a; c")]
    [InlineData("""[{"value":"a"},{"value":"b","metadata":{"primary":true}},{"value":"c","metadata":{"primary":true}}]""", "b|a; c")]
    [InlineData("""[{"value":"a"},{"value":"a","metadata":{"primary":true}}]""", "a|a")]
    [InlineData("""[{"value":"a"},{"displayName":"no address","metadata":{"primary":true}}]""", "a|")]
    [InlineData("""[{"value":"a"},{"value":""},{"value":null},{"value":"b"}]""", "a|b")]
    [InlineData("""[{"value":"a"},{"value":"a"}]""", "a|a")]
    [InlineData("""[{"value":"a\/1"},{"value":"b\/2"},{"value":"c\/3"}]""", "a/1|b/2; c/3")]
    [InlineData("[]", "|")]
    public void Other_emails_are_all_but_the_primary_in_Googles_order(string emails, string expected) =>
        Assert.Equal(expected.Split('|'), Show($$"""{"emailAddresses":{{emails}}}""", EmailColumns));

    [Theory]
    [InlineData("""[{"value":"1","type":"mobile"},{"value":"2","type":"work"},{"value":"3","type":"home"}]""", "1|2|3|")]
    [InlineData("""[{"value":"1","type":"Mobile"},{"value":"2","type":"WORK"},{"value":"3","type":"hOme"}]""", "1|2|3|")]
    [InlineData("""[{"value":"1","type":"m\u006fbile"}]""", "1|||")]
    [InlineData("""[{"value":"1","type":" mobile"},{"value":"2","type":"mobile phone"},{"value":"3","type":"Lavoro"},{"value":"4","type":"homeFax"}]""", "|||1; 2; 3; 4")]
    [InlineData("""[{"value":"1","type":"main","metadata":{"primary":true}},{"value":"2","type":"home"}]""", "||2|1")]
    [InlineData("""[{"value":"1","type":"mob\u0131le"},{"value":"2","type":["mobile"]},{"value":"3","formattedType":"Mobile"}]""", "|||1; 2; 3")]
    [InlineData("""[{"value":"1","type":"work"},{"value":"2","type":"work"},{"value":"3","type":"home"},{"value":"4","type":"home"}]""", "|1|3|2; 4")]
    [InlineData("""[{"value":"1","type":"mobile"},{"value":"2","type":"mobile"}]""", "1|||2")]
    [InlineData("""[{"value":"1","type":"mobile"},{"value":"2","type":"mobile","metadata":{"primary":true}}]""", "1|||2")]
    [InlineData("""[{"value":"1"},{"value":"2","type":"Old"},{"value":"3","type":"workMobile"}]""", "|||1; 2; 3")]
    [InlineData("""[{"value":"5","type":"other"},{"value":"1","type":"mobile"},{"value":"6","type":"other"}]""", "1|||5; 6")]
    [InlineData("""[{"type":"mobile"},{"value":"","type":"mobile"},{"value":"1","type":"mobile"}]""", "1|||")]
    [InlineData("""[{"value":"1","type":"mobile"},{"value":"1","type":"work"}]""", "1|1||")]
    [InlineData("""[{"value":"1","type":"other"},{"value":"1","type":"mobile"},{"value":"\u0031","type":"home"}]""", "1||1|")]
    [InlineData("""[{"value":"+39 1","type":"mobile"},{"value":"+391","type":"other"}]""", "+39 1|||+391")]
    public void Phones_go_by_type_and_the_rest_to_other_phones(string phones, string expected) =>
        Assert.Equal(expected.Split('|'), Show($$"""{"phoneNumbers":{{phones}}}""", PhoneColumns));

    [Theory]
    [InlineData("""[{"name":"A","title":"a"},{"name":"B","title":"b"}]""", "A|a")]
    [InlineData("""[{"name":"A","title":"a"},{"name":"B","metadata":{"primary":true}}]""", "B|")]
    [InlineData("""[{"title":"a"},{"name":"B"}]""", "|a")]
    [InlineData("""[{"department":"d","metadata":{"primary":true}},{"name":"B","title":"b"}]""", "B|b")]
    [InlineData("[]", "|")]
    [InlineData("""[{"name":"A","title":"a","metadata":{"primary":false}}]""", "A|a")]
    public void Organization_and_title_come_from_one_organisation(string organizations, string expected) =>
        Assert.Equal(expected.Split('|'), Show($$"""{"organizations":{{organizations}}}""", "Organization", "Job Title"));

    [Theory]
    [InlineData("""[{"date":{"year":1980,"month":2,"day":29},"text":"t"}]""", "1980-02-29")]
    [InlineData("""[{"date":{"month":2,"day":29}}]""", "--02-29")]
    [InlineData("""[{"date":{"year":0,"month":12,"day":1}}]""", "--12-01")]
    [InlineData("""[{"date":{"year":1980,"month":11}}]""", "1980-11")]
    [InlineData("""[{"date":{"year":980}}]""", "0980")]
    [InlineData("""[{"date":{"day":29,"month":2,"year":2000}}]""", "2000-02-29")]
    [InlineData("""[{"date":{"year":1980,"month":0,"day":0},"text":"t"}]""", "1980")]
    [InlineData("""[{"date":{"year":0,"month":0,"day":0},"text":"t"}]""", "t")]
    [InlineData("""[{"date":null,"text":"29/02/1980"}]""", "29/02/1980")]
    [InlineData("[]", "")]
    [InlineData("""[{"date":{"year":1980,"day":3}}]""", "1980")]
    [InlineData("""[{"date":{"month":2},"text":"in February"}]""", "in February")]
    [InlineData("""[{"date":{"day":2},"text":"the 2nd"}]""", "the 2nd")]
    [InlineData("""[{"date":{"year":1980,"month":13,"day":1},"text":"t"}]""", "1980")]
    [InlineData("""[{"date":{"year":123456789012345,"month":-2,"day":1},"text":"t"}]""", "t")]
    [InlineData("""[{"text":"6 Jan, 1980"}]""", "6 Jan, 1980")]
    [InlineData("""[{"date":{}},{"date":{"year":1980}}]""", "1980")]
    [InlineData("""[{"date":{"year":1980}},{"date":{"year":1990},"metadata":{"primary":true}}]""", "1990")]
    [InlineData("""[{"date":{"year":1980}},{"text":"spring","metadata":{"primary":true}}]""", "spring")]
    public void A_birthday_shows_as_much_as_is_known(string birthdays, string expected) =>
        Assert.Equal(expected, Columns($$"""{"birthdays":{{birthdays}}}""")["Birthday"]);
}
