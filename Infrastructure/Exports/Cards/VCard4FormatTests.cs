using System.Text.Json;
using Gcd.Sandbox.Accounts;
using static Gcd.Infrastructure.Exports.Cards.CardsForTests;

namespace Gcd.Infrastructure.Exports.Cards;

public sealed class VCard4FormatTests : ExportFormatTests
{
    private protected override ExportFormat Format { get; } = new VCard4Format();

    protected override IReadOnlyList<IReadOnlyList<string>> Read(byte[] file)
    {
        AssertIsFolded(file);
        return [.. ReadByIcalJs(file).Select(card => card.SelectMany(property => property.Values).ToList())];
    }

    protected override string Shown(string text) => VCardTextForTests.Shown(text);

    [Theory]
    [InlineData("mobile", "TEL;TYPE=cell:1")]
    [InlineData("home", "TEL;TYPE=home,voice:1")]
    [InlineData("work", "TEL;TYPE=work,voice:1")]
    [InlineData("workMobile", "TEL;TYPE=cell,work:1")]
    [InlineData("homeFax", "TEL;TYPE=home,fax:1")]
    [InlineData("workFax", "TEL;TYPE=work,fax:1")]
    [InlineData("otherFax", "TEL;TYPE=fax,voice:1")]
    [InlineData("pager", "TEL;TYPE=pager:1")]
    [InlineData("workPager", "TEL;TYPE=pager,work:1")]
    [InlineData("main", "TEL;TYPE=main-number:1")]
    [InlineData("other", "TEL;TYPE=voice:1")]
    [InlineData("googleVoice", "item1.TEL;TYPE=voice:1", "item1.X-ABLabel:Google Voice")]
    [InlineData("Boat", "item1.TEL;TYPE=voice:1", "item1.X-ABLabel:Boat")]
    public void Every_type_of_telephone_number_is_told(string type, params string[] lines) =>
        Assert.Equal(lines, Lines("vcard4", $$"""{"phoneNumbers":[{"value":"1","type":{{JsonSerializer.Serialize(type)}}}]}"""));

    [Theory]
    [InlineData("""{"date":{"year":1815,"month":12,"day":10},"text":"10/12"}""", "BDAY:18151210")]
    [InlineData("""{"date":{"year":298,"month":1,"day":2}}""", "BDAY:02980102")]
    [InlineData("""{"date":{"month":2,"day":29}}""", "BDAY:--0229")]
    [InlineData("""{"date":{"year":1970}}""", "BDAY:1970")]
    [InlineData("""{"date":{"year":1971,"month":5}}""", "BDAY:1971-05")]
    [InlineData("""{"text":"in spring, early"}""", "BDAY;VALUE=text:in spring\\, early")]
    public void A_birthday_is_as_exact_as_it_is_known(string birthday, string line) =>
        Assert.Equal([line], Lines("vcard4", $$"""{"birthdays":[{{birthday}}]}"""));

    [Theory]
    [InlineData("female", "GENDER:F")]
    [InlineData("male", "GENDER:M")]
    [InlineData("unspecified", "GENDER:U")]
    [InlineData("a; b", "GENDER:;a\\; b")]
    public void A_gender_is_a_letter_or_the_persons_own_words(string gender, string line) =>
        Assert.Equal([line], Lines("vcard4", $$"""{"genders":[{"value":"{{gender}}"}]}"""));

    [Fact]
    public void What_the_newer_standard_has_a_place_for_stands_there() =>
        Assert.Equal(
            [
                "NICKNAME;TYPE=x-maiden-name:Byron", "EMAIL;TYPE=home;PREF=1:a@x.org", "EMAIL:b@x.org", "ADR;TYPE=home;CC=\"IT\";LABEL=\"Via ^'Roma^' 1^nItalia\":;;Via Roma 1;;;;Italia",
                "RELATED;VALUE=text;TYPE=friend:Charles", "item1.RELATED;VALUE=text;TYPE=parent:Ann", "item1.X-ABLabel:_$!<Mother>!$_",
                "ANNIVERSARY:20010615", "item2.X-ABDATE:--0229", "item2.X-ABLabel:Namenstag", "PRONOUNS:she", "EXPERTISE:Odes", "INTEREST:Wine\\, red",
            ],
            Lines(
                "vcard4",
                """
                {"nicknames":[{"value":"Byron","type":"MAIDEN_NAME"}],"emailAddresses":[{"value":"a@x.org","type":"home","metadata":{"primary":true}},{"value":"b@x.org","type":"other"}],
                "addresses":[{"type":"home","streetAddress":"Via Roma 1","country":"Italia","countryCode":"IT","formattedValue":"Via \"Roma\" 1\nItalia"}],
                "relations":[{"person":"Charles","type":"friend"},{"person":"Ann","type":"mother"}],
                "events":[{"date":{"year":2001,"month":6,"day":15},"type":"anniversary"},{"date":{"month":2,"day":29},"type":"Namenstag"}],
                "genders":[{"addressMeAs":"she"}],"skills":[{"value":"Odes"}],"interests":[{"value":"Wine, red"}]}
                """));

    [Fact]
    public void A_name_is_sorted_as_the_person_files_it() =>
        Assert.Contains(
            "\r\nN;SORT-AS=\"Lovelace, Ada\":Lovelace;Ada;;;\r\n",
            FilesForTests.Strict.GetString(Write("vcard4", """{"names":[{"givenName":"Ada","familyName":"Lovelace"}],"fileAses":[{"value":"Lovelace, Ada"}]}""")),
            StringComparison.Ordinal);

    [Fact]
    public void Every_field_is_found_back() => VCardTextForTests.AssertHoldsEveryField("vcard4", "1815-12-10");

    [Fact]
    public void Awkward_contacts_are_read() =>
        Assert.Equal(AwkwardContacts.Create().Count, Read(Write("vcard4", AwkwardContacts.Create().Select(person => person.ToJsonString()))).Count);

    [Fact]
    public void Hostile_text_stays_in_its_field() => VCardTextForTests.AssertKeepsHostileText("vcard4");

    [Fact]
    public void Lines_are_folded_between_characters_wherever_they_fall() => VCardTextForTests.AssertFoldsAnywhere("vcard4");
}
