using System.Text.Json;
using Gcd.Sandbox.Accounts;
using static Gcd.Infrastructure.Exports.Cards.CardsForTests;

namespace Gcd.Infrastructure.Exports.Cards;

public sealed class VCardFormatTests : ExportFormatTests
{
    private protected override ExportFormat Format { get; } = new VCardFormat();

    /// <summary>Both readers must find the same contacts.</summary>
    protected override IReadOnlyList<IReadOnlyList<string>> Read(byte[] file)
    {
        AssertIsFolded(file);
        var cards = ReadByIcalJs(file);
        Assert.Equal(cards.Select(NameOf), ReadByVObject(file).Select(card => card.Single(line => line.Name == "FN").Values.Single()));
        return [.. cards.Select(card => card.SelectMany(property => property.Values).ToList())];
    }

    protected override string Shown(string text) => VCardTextForTests.Shown(text);

    [Theory]
    [InlineData("mobile", "TEL;TYPE=CELL:1")]
    [InlineData("MOBILE", "TEL;TYPE=CELL:1")]
    [InlineData("home", "TEL;TYPE=HOME,VOICE:1")]
    [InlineData("work", "TEL;TYPE=WORK,VOICE:1")]
    [InlineData("workMobile", "TEL;TYPE=CELL,WORK:1")]
    [InlineData("homeFax", "TEL;TYPE=HOME,FAX:1")]
    [InlineData("workFax", "TEL;TYPE=WORK,FAX:1")]
    [InlineData("otherFax", "TEL;TYPE=FAX,VOICE:1")]
    [InlineData("pager", "TEL;TYPE=PAGER:1")]
    [InlineData("workPager", "TEL;TYPE=PAGER,WORK:1")]
    [InlineData("main", "TEL;TYPE=MAIN:1")]
    [InlineData("other", "TEL;TYPE=VOICE:1")]
    [InlineData("", "TEL;TYPE=VOICE:1")]
    [InlineData("googleVoice", "item1.TEL;TYPE=VOICE:1", "item1.X-ABLabel:Google Voice")]
    [InlineData("grandma's, old", "item1.TEL;TYPE=VOICE:1", "item1.X-ABLabel:grandma's\\, old")]
    public void Every_type_of_telephone_number_is_told(string type, params string[] lines) =>
        Assert.Equal(lines, Lines("vcard", $$"""{"phoneNumbers":[{"value":"1","type":{{JsonSerializer.Serialize(type)}}}]}"""));

    [Theory]
    [InlineData("""{"year":1815,"month":12,"day":10}""", "BDAY:1815-12-10")]
    [InlineData("""{"year":298,"month":1,"day":2}""", "BDAY:0298-01-02")]
    [InlineData("""{"month":2,"day":29}""", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29")]
    [InlineData("""{"year":1970}""", "NOTE:Birthday: 1970")]
    [InlineData("""{"year":1971,"month":5}""", "NOTE:Birthday: 1971-05")]
    public void A_birthday_that_the_format_cannot_hold_is_in_the_note(string date, string line) =>
        Assert.Equal([line], Lines("vcard", $$"""{"birthdays":[{"date":{{date}},"text":"as text"}]}"""));

    [Fact]
    public void A_birthday_in_words_is_in_the_note_with_what_the_person_wrote() =>
        Assert.Equal(
            ["NOTE:Birthday: in spring\\nMet in Rome\\nBorn: no\\nOccupation: Poet\\nSkill: Odes\\nInterest: Wine\\, red"],
            Lines(
                "vcard",
                """
                {"birthdays":[{"text":"in spring"}],"biographies":[{"value":"Met in Rome"}],"userDefined":[{"key":"Born","value":"no"}],
                "occupations":[{"value":"Poet"}],"skills":[{"value":"Odes"}],"interests":[{"value":"Wine, red"}]}
                """));

    [Theory]
    [InlineData("""{"names":[{"displayName":"A B","givenName":"A","familyName":"B"}]}""", "A B", "N:B;A;;;")]
    [InlineData("""{"names":[{"unstructuredName":"A; B"}]}""", "A; B", "N:;A\\; B;;;")]
    [InlineData("""{"names":[{"honorificPrefix":"Dr","givenName":"A","familyName":"B"}]}""", "Dr A B", "N:B;A;;Dr;")]
    [InlineData("""{"names":[{"displayName":" \u0001 "}],"organizations":[{"name":" ","title":"Boss"}],"nicknames":[{"value":"N"}]}""", "Boss", "N:;;;;")]
    [InlineData("""{"nicknames":[{"value":"N"}],"emailAddresses":[{"value":"e@x.org"}]}""", "N", "N:;;;;")]
    [InlineData("""{"emailAddresses":[{"value":"a@x.org"},{"value":"e@x.org","metadata":{"primary":true}}],"phoneNumbers":[{"value":"1"}]}""", "e@x.org", "N:;;;;")]
    [InlineData("""{"phoneNumbers":[{"value":"1"}]}""", "1", "N:;;;;")]
    [InlineData("{}", "(No name)", "N:;;;;")]
    public void Every_card_has_a_name_to_show(string person, string name, string structured)
    {
        var file = Write("vcard", person);

        Assert.Equal(name, Assert.Single(ReadByIcalJs(file).Select(NameOf)));
        Assert.Contains(structured, FilesForTests.Strict.GetString(file).Split("\r\n").Select(line => line.Replace(" \u0001 ", "", StringComparison.Ordinal).Replace(":;  ;", ":;;", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_contact_source_names_the_card_and_tells_its_last_change()
    {
        var person = """
            {"resourceName":"people/c1","metadata":{"sources":[{"type":"PROFILE","id":"1"},{"type":"CONTACT","id":"3a5c","updateTime":"2026-01-02T03:04:05.678901Z"}]}}
            """;

        Assert.Contains("\r\nUID:3a5c\r\nREV:2026-01-02T03:04:05Z\r\n", FilesForTests.Strict.GetString(Write("vcard", person)), StringComparison.Ordinal);
        Assert.Contains("\r\nUID;VALUE=text:3a5c\r\nREV:20260102T030405Z\r\n", FilesForTests.Strict.GetString(Write("vcard4", person)), StringComparison.Ordinal);
        Assert.Contains("\r\nUID:c1\r\nN:", FilesForTests.Strict.GetString(Write("vcard", """{"resourceName":"people/c1"}""")), StringComparison.Ordinal);
    }

    [Fact]
    public void Own_words_for_a_type_are_a_label_of_the_group() =>
        Assert.Equal(
            [
                "item1.EMAIL;TYPE=INTERNET:a@x.org", "item1.X-ABLabel:Schüler", "item1.X-DISPLAY-NAME:Zoë", "EMAIL;TYPE=INTERNET,WORK;TYPE=PREF:b@x.org",
                "item2.ADR:;;Wood 1;;;;Norway", "item2.X-ABLabel:Cabin", "item2.X-ABADR:NO", "item2.LABEL:Wood 1\\nNorway", "ADR;TYPE=HOME:;;Here;;;;",
                "LABEL;TYPE=HOME:Here", "item3.URL:https://x.org/?a=1,2;b", "item3.X-ABLabel:_$!<HomePage>!$_", "item4.URL:https://x.org/%20%5C", "item4.X-ABLabel:blog",
                "FBURL:https://x.org/fb", "CALURI;TYPE=WORK:https://x.org/cal",
            ],
            Lines(
                "vcard",
                """
                {"emailAddresses":[{"value":"a@x.org","type":"Schüler","displayName":"Zoë"},{"value":"b@x.org","type":"work","metadata":{"primary":true}}],
                "addresses":[{"type":"Cabin","streetAddress":"Wood 1","country":"Norway","countryCode":"NO","formattedValue":"Wood 1\nNorway"},{"type":"home","formattedValue":"Here"}],
                "urls":[{"value":"https://x.org/?a=1,2;b","type":"homePage"},{"value":"https://x.org/ \\","type":"blog"}],
                "calendarUrls":[{"url":"https://x.org/fb","type":"freeBusy"},{"url":"https://x.org/cal","type":"work"}]}
                """));

    [Fact]
    public void Dates_and_relations_are_written_as_apple_does() =>
        Assert.Equal(
            [
                "item1.X-ABRELATEDNAMES:Ann", "item1.X-ABLabel:_$!<Mother>!$_", "item2.X-ABRELATEDNAMES:Bob", "item2.X-ABLabel:godfather", "X-ABRELATEDNAMES:Cid",
                "item3.X-ABDATE:2001-06-15", "item3.X-ABLabel:_$!<Anniversary>!$_", "item4.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-02-29", "item4.X-ABLabel:Namenstag",
            ],
            Lines(
                "vcard",
                """
                {"relations":[{"person":"Ann","type":"mother"},{"person":"Bob","type":"godfather"},{"person":"Cid"}],
                "events":[{"date":{"year":2001,"month":6,"day":15},"type":"anniversary"},{"date":{"month":2,"day":29},"type":"Namenstag"}]}
                """));

    [Fact]
    public void An_address_of_a_messaging_service_has_a_scheme() =>
        Assert.Equal(
            [
                "IMPP;TYPE=HOME;X-SERVICE-TYPE=\"Jabber\":xmpp:ada@x.org", "IMPP;X-SERVICE-TYPE=\"Skype\":skype:live:ada%20l", "IMPP;X-SERVICE-TYPE=\"Signal: ^'new^'\":im:ada", "IMPP:im:ada",
                "IMPP;TYPE=WORK:sip:ada@x.org", "IMPP:sips:ada@x.org",
            ],
            Lines(
                "vcard",
                """
                {"imClients":[{"username":"ada@x.org","protocol":"jabber","type":"home"},{"username":"live:ada l","protocol":"skype"},{"username":"ada","protocol":"Signal: \"new\""},{"username":"ada"}],
                "sipAddresses":[{"value":"ada@x.org","type":"work"},{"value":"sips:ada@x.org"}]}
                """));

    [Fact]
    public void Labels_are_categories_by_their_names()
    {
        var person = """
            {"memberships":[{"contactGroupMembership":{"contactGroupResourceName":"contactGroups/myContacts"}},{"contactGroupMembership":{"contactGroupResourceName":"contactGroups/3f2a"}},
            {"contactGroupMembership":{"contactGroupResourceName":"contactGroups/gone"}},{"contactGroupMembership":{"contactGroupResourceName":"contactGroups/starred"}}]}
            """;

        Assert.Equal(["CATEGORIES:Family\\, and 🦄,starred"], Lines("vcard", person));
        Assert.Equal(["Family, and 🦄", "starred"], ReadByIcalJs(Write("vcard", person)).Single().Single(property => property.Name == "categories").Values);
    }

    [Fact]
    public void The_primary_organization_comes_first_and_each_keeps_its_own() =>
        Assert.Equal(
            ["item1.ORG:New\\; Corp;Lab", "item1.TITLE:Head", "item1.X-ORG-START:2020-01", "item1.X-ORG-CURRENT:TRUE", "item2.ORG:Old;", "item2.ROLE:Clerk", "item2.X-ORG-TYPE:school"],
            Lines(
                "vcard",
                """
                {"organizations":[{"name":"Old","jobDescription":"Clerk","type":"school"},
                {"name":"New; Corp","department":"Lab","title":"Head","type":"work","current":true,"startDate":{"year":2020,"month":1},"metadata":{"primary":true}}]}
                """));

    [Fact]
    public void Only_a_photo_of_the_persons_own_is_linked() =>
        Assert.Equal(["PHOTO;VALUE=uri:https://x.org/b"], Lines("vcard", """{"photos":[{"url":"https://x.org/a","default":true},{"url":"https://x.org/b"}]}"""));

    [Fact]
    public void Every_field_is_found_back() => VCardTextForTests.AssertHoldsEveryField("vcard", "1815-12-10");

    [Fact]
    public void Awkward_contacts_are_read_by_both_readers() =>
        Assert.Equal(AwkwardContacts.Create().Count, Read(Write("vcard", AwkwardContacts.Create().Select(person => person.ToJsonString()))).Count);

    [Fact]
    public void Hostile_text_stays_in_its_field() => VCardTextForTests.AssertKeepsHostileText("vcard");

    [Fact]
    public void Lines_are_folded_between_characters_wherever_they_fall() => VCardTextForTests.AssertFoldsAnywhere("vcard");

    private static string NameOf(IReadOnlyList<VCardPropertyForTests> card) => card.Single(property => property.Name == "fn").Values.Single();
}
