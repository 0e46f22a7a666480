using System.Text;
using Gcd.Infrastructure.Exports.Tables;

namespace Gcd.Infrastructure.Google.Contacts;

public sealed class PeoplePageReaderTests
{
    private const string FullPerson =
        """
        {"resourceName":"people/c1","etag":"%E","metadata":{"sources":[{"type":"CONTACT"}]},
        "names":[{"metadata":{"primary":true,"source":{"type":"CONTACT","id":"1"}},"displayName":"Ann B","unstructuredName":"Ann B","givenName":"Ann","familyName":"B"},{"displayName":"Annie"}],
        "nicknames":[{"value":"An"}],
        "emailAddresses":[{"value":"a@x.org","type":"home"},{"value":"b@x.org","metadata":{"primary":true}}],
        "phoneNumbers":[{"value":"+39 1","canonicalForm":"+391","type":"mobile"}],
        "organizations":[{"name":"Acme","title":"Boss","startDate":{"year":2001}}],
        "birthdays":[{"date":{"year":1980,"month":2,"day":29},"text":"29 Feb"}],
        "addresses":[{"type":"home","formattedValue":"F","streetAddress":"S","city":"C","region":"R","postalCode":"P","country":"K"}]}
        """;

    private const string FullPersonRead =
        "people/c1 | names* <Ann B> <Ann B> <Ann> <B> | names <Annie> <> <> <> | nicknames <An> | emailAddresses <a@x.org>"
        + " | emailAddresses* <b@x.org> | phoneNumbers <+39 1> <mobile> | organizations <Acme> <Boss> | birthdays <1980-2-29> <29 Feb>"
        + " | addresses <home> <F> <S> <C> <R> <P> <K>";

    [Fact]
    public void Every_field_of_a_person_is_read_and_unknown_ones_are_passed_over()
    {
        var (contacts, page) = ContactLinesForTests.Parse(
            $$"""{"connections":[{{FullPerson}}],"nextPageToken":"t","totalPeople":9,"totalItems":9}""");

        Assert.Equal([FullPersonRead], contacts);
        Assert.Equal(new PeoplePage(1, "t", NextSyncToken: null, 9), page);
    }

    [Fact]
    public void The_token_may_come_before_the_contacts()
    {
        var (contacts, page) = ContactLinesForTests.Parse(
            """{"totalItems":2,"nextPageToken":"a\/b","connections":[{"resourceName":"people/c1"},{"resourceName":"people/c2"}]}""");

        Assert.Equal(["people/c1", "people/c2"], contacts);
        Assert.Equal(new PeoplePage(2, "a/b", NextSyncToken: null, 2), page);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData(" \r\n{ }\n")]
    [InlineData("""{"connections":[]}""")]
    [InlineData("""{"nextPageToken":null,"totalItems":"many"}""")]
    [InlineData("""{"nextPageToken":"","totalItems":1.5}""")]
    public void A_page_without_contacts_is_a_page(string page) =>
        Assert.Equal(new PeoplePage(0, null, NextSyncToken: null, null), ContactLinesForTests.Parse(page).Page);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"page\"")]
    [InlineData("<html><body>Sorry</body></html>")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{/* */}")]
    [InlineData("""{"connections":[{}],}""")]
    [InlineData("""{"connections":{}}""")]
    [InlineData("""{"connections":null}""")]
    [InlineData("""{"connections":"none"}""")]
    [InlineData("""{"connections":[null]}""")]
    [InlineData("""{"connections":[{},[]]}""")]
    [InlineData("""{"connections":[{}],"connections":[{}]}""")]
    [InlineData("""{"nextPageToken":7}""")]
    [InlineData("""{"error":{"code":429}}""")]
    [InlineData("""{"connections":[{"names":[{"displayName":"bad \x escape"}]}]}""")]
    [InlineData("{\"connections\":[{\"names\":[{\"displayName\":\"bare \n newline\"}]}]}")]
    public void What_is_no_whole_page_is_malformed(string page) =>
        Assert.Throws<MalformedPageException>(() => ContactLinesForTests.Parse(page));

    [Fact]
    public void A_page_nested_without_end_is_malformed() =>
        Assert.Throws<MalformedPageException>(() => ContactLinesForTests.Parse(
            "{\"connections\":[{\"x\":" + new string('[', 100_000) + new string(']', 100_000) + "}]}"));

    [Fact]
    public void A_page_cut_anywhere_is_malformed_and_its_whole_contacts_are_right()
    {
        var page = Encoding.UTF8.GetBytes(
            $$"""{"connections":[{{FullPerson}},{"resourceName":"people/é\u00e9😀"},{{FullPerson}}],"nextPageToken":"t","totalItems":3}""");
        var whole = ContactLinesForTests.Parse(page).Contacts;
        Assert.Equal(3, whole.Count);
        for (var length = 0; length < page.Length; length++)
        {
            var contacts = new List<string>();
            Assert.Throws<MalformedPageException>(() => ContactLinesForTests.Parse(new(page, 0, length), contacts));
            Assert.Equal(whole.Take(contacts.Count), contacts);
        }
    }

    [Fact]
    public void A_damaged_byte_gives_a_page_or_a_malformed_one_and_no_other_failure()
    {
        var page = Encoding.UTF8.GetBytes(
            $$"""{"connections":[{{FullPerson}},{"resourceName":"\ud83d\ude00é"}],"nextPageToken":"t","totalItems":2}""");
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = page.ToArray();
            damaged[random.Next(page.Length)] = (byte)random.Next(256);
            damaged[random.Next(page.Length)] = (byte)"\\\"{}[],:ud8\u007f"[random.Next(12)];
            try
            {
                ContactLinesForTests.Parse(damaged);
            }
            catch (MalformedPageException)
            {
            }
        }
    }

    [Fact]
    public void The_message_about_a_malformed_page_quotes_nothing_of_it()
    {
        var fault = Assert.Throws<MalformedPageException>(
            () => ContactLinesForTests.Parse("""{"connections":[{"names":[{"displayName":"Zoe" Quux"""));

        Assert.Null(fault.InnerException);
        Assert.DoesNotContain("Zoe", fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Quux", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("true")]
    [InlineData("{\"value\":[\"x\"]}")]
    [InlineData("[null,7,\"x\",[{\"value\":\"x\"}],{}]")]
    [InlineData("[{\"value\":7,\"displayName\":[],\"name\":{},\"date\":7,\"text\":null,\"city\":false,\"metadata\":[{\"primary\":true}]}]")]
    [InlineData("[{\"date\":{\"year\":\"1980\",\"month\":[1],\"day\":null},\"metadata\":{\"primary\":\"true\"}}]")]
    [InlineData("[{\"date\":{\"year\":99999,\"month\":13,\"day\":-1}},{\"date\":{\"year\":1e999}},{\"date\":{\"year\":0,\"day\":3}}]")]
    public void Null_and_wrong_types_count_as_missing(string value)
    {
        string[] members = ["names", "nicknames", "emailAddresses", "phoneNumbers", "organizations", "birthdays", "addresses"];
        var person = string.Join(',', members.Select(member => $"\"{member}\":{value}"));

        Assert.Equal(
            ["", "people/c2"],
            ContactLinesForTests.Parse($$"""{"connections":[{"resourceName":[],{{person}}},{"resourceName":"people/c2"}]}""").Contacts);
    }

    [Fact]
    public void Of_a_member_that_comes_twice_the_last_holds() =>
        Assert.Equal(
            ["b | nicknames <y>"],
            ContactLinesForTests.Parse(
                """{"connections":[{"resourceName":"a","nicknames":[{"value":"x"}],"nicknames":[{"value":"z","value":"y"}],"resourceName":"b"}]}""").Contacts);

    [Fact]
    public void Escaped_member_names_are_understood()
    {
        var (contacts, page) = ContactLinesForTests.Parse(
            """{"\u0063onnections":[{"\u006eames":[{"\u0064isplayName":"A","metad\u0061ta":{"pr\u0069mary":true}}],"\ud83d":1}],"n\u0065xtPageToken":"t"}""");

        Assert.Equal([" | names* <A> <> <> <>"], contacts);
        Assert.Equal("t", page.NextPageToken);
    }

    [Fact]
    public void A_reader_goes_on_where_another_one_stopped()
    {
        var page = Encoding.UTF8.GetBytes(
            $$"""{"totalItems":3,"connections":[{{FullPerson}},{"resourceName":"people/é\u00e9😀"} , {{FullPerson}}],"nextPageToken":"t"}""");
        var (whole, result) = ContactLinesForTests.Parse(page);
        var contact = new Contact();
        var contacts = new List<string>();
        var position = default(PeoplePagePosition);
        while (!position.IsAtEnd)
        {
            var reader = new PeoplePageReader(page, ContactColumns.Reads, position);
            if (reader.Read(contact))
            {
                contacts.Add(ContactLinesForTests.Line(contact, ContactColumns.Reads));
            }

            position = reader.Position;
            result = reader.Page;
        }

        Assert.Equal(whole, contacts);
        Assert.Equal(new PeoplePage(3, "t", NextSyncToken: null, 3), result);
    }
}
