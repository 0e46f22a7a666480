using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;

namespace Gcd.Infrastructure.Exports.Cards;

public sealed class JsContactFormatTests : ExportFormatTests
{
    private protected override ExportFormat Format { get; } = new JsContactFormat();

    protected override IReadOnlyList<IReadOnlyList<string>> Read(byte[] file)
    {
        using var cards = JsonDocument.Parse(file, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return [.. cards.RootElement.EnumerateArray().Select(card =>
        {
            Assert.Equal(("Card", "1.0", JsonValueKind.String), (card.GetProperty("@type").GetString(), card.GetProperty("version").GetString(), card.GetProperty("uid").ValueKind));
            return VCardPropertyForTests.TextsOf(card).ToList();
        })];
    }

    [Fact]
    public void An_empty_address_book_is_an_empty_array() => Assert.Equal("[]\n", FilesForTests.Write("jscontact", "{}"));

    [Theory]
    [InlineData("mobile", """{"number":"1","features":{"mobile":true}}""")]
    [InlineData("home", """{"number":"1","features":{"voice":true},"contexts":{"private":true}}""")]
    [InlineData("work", """{"number":"1","features":{"voice":true},"contexts":{"work":true}}""")]
    [InlineData("workMobile", """{"number":"1","features":{"mobile":true},"contexts":{"work":true}}""")]
    [InlineData("homeFax", """{"number":"1","features":{"fax":true},"contexts":{"private":true}}""")]
    [InlineData("workFax", """{"number":"1","features":{"fax":true},"contexts":{"work":true}}""")]
    [InlineData("otherFax", """{"number":"1","features":{"fax":true}}""")]
    [InlineData("pager", """{"number":"1","features":{"pager":true}}""")]
    [InlineData("workPager", """{"number":"1","features":{"pager":true},"contexts":{"work":true}}""")]
    [InlineData("main", """{"number":"1","features":{"main-number":true}}""")]
    [InlineData("other", """{"number":"1"}""")]
    [InlineData("", """{"number":"1"}""")]
    [InlineData("googleVoice", """{"number":"1","label":"Google Voice"}""")]
    [InlineData("Boat", """{"number":"1","label":"Boat"}""")]
    public void Every_type_of_telephone_number_is_told(string type, string phone) =>
        AssertHolds($$"""{"phoneNumbers":[{"value":"1","type":"{{type}}"}]}""", $$$"""{"phones":{"1":{{{phone}}}}}""");

    [Theory]
    [InlineData("""{"birthdays":[{"date":{"month":2,"day":29}}]}""", """{"anniversaries":{"1":{"kind":"birth","date":{"@type":"PartialDate","month":2,"day":29}}}}""")]
    [InlineData("""{"birthdays":[{"date":{"year":1970}}]}""", """{"anniversaries":{"1":{"kind":"birth","date":{"@type":"PartialDate","year":1970}}}}""")]
    [InlineData("""{"birthdays":[{"text":"in spring"}]}""", """{"vCardProps":[["bday",{},"text","in spring"]]}""")]
    [InlineData("""{"events":[{"date":{"year":2001,"month":6,"day":15},"type":"anniversary"},{"date":{"month":2,"day":29},"type":"Namenstag"}]}""", """{"anniversaries":{"1":{"kind":"wedding","date":{"@type":"PartialDate","year":2001,"month":6,"day":15}}},"vCardProps":[["x-abdate",{"group":"date2"},"unknown","--02-29"],["x-ablabel",{"group":"date2"},"unknown","Namenstag"]]}""")]
    [InlineData("""{"relations":[{"person":"Ann","type":"mother"},{"person":"Bob","type":"friend"},{"person":"Ann","type":"father"},{"person":"Ann","type":"spouse"},{"person":"Cid"}]}""", """{"relatedTo":{"Ann":{"relation":{"parent":true,"spouse":true},"vCardParams":{"x-ablabel":"mother"}},"Bob":{"relation":{"friend":true}},"Cid":{"relation":{}}}}""")]
    [InlineData("""{"imClients":[{"username":"ada","protocol":"jabber","type":"home"}],"sipAddresses":[{"value":"a@x.org"}]}""", """{"onlineServices":{"1":{"user":"ada","contexts":{"private":true},"service":"Jabber"},"2":{"uri":"sip:a@x.org"}}}""")]
    [InlineData("""{"organizations":[{"name":"Acme","department":"Lab","title":"Head","jobDescription":"All","domain":"x.org"},{"title":"Clerk"}]}""", """{"organizations":{"1":{"name":"Acme","units":[{"name":"Lab"}],"vCardParams":{"group":"org1"}}},"titles":{"1":{"name":"Head","kind":"title","organizationId":"1"},"2":{"name":"All","kind":"role","organizationId":"1"},"3":{"name":"Clerk","kind":"title"}},"vCardProps":[["x-org-domain",{"group":"org1"},"unknown","x.org"]]}""")]
    [InlineData("""{"addresses":[{"streetAddress":"1 Road","city":"Rome","countryCode":"IT","formattedValue":"1 Road\nRome","type":"Cabin"}]}""", """{"addresses":{"1":{"components":[{"kind":"name","value":"1 Road"},{"kind":"locality","value":"Rome"}],"countryCode":"IT","full":"1 Road\nRome","label":"Cabin"}}}""")]
    [InlineData("""{"urls":[{"value":"https://x.org","type":"homePage"}],"calendarUrls":[{"url":"https://x.org/c","type":"freeBusy"}],"photos":[{"url":"https://x.org/d","default":true},{"url":"https://x.org/p"}]}""", """{"links":{"1":{"uri":"https://x.org","label":"homePage"}},"calendars":{"1":{"uri":"https://x.org/c","kind":"freeBusy"}},"media":{"1":{"kind":"photo","uri":"https://x.org/p"}}}""")]
    [InlineData("""{"names":[{"displayName":"Ada B","givenName":"Ada","familyName":"B","phoneticGivenName":"Ay-da"}],"fileAses":[{"value":"B, Ada"}]}""", """{"name":{"full":"Ada B","components":[{"kind":"given","value":"Ada","phonetic":"Ay-da"},{"kind":"surname","value":"B"}],"phoneticScript":"Zyyy","sortAs":{"surname":"B, Ada"}}}""")]
    [InlineData("""{"memberships":[{"contactGroupMembership":{"contactGroupResourceName":"contactGroups/myContacts"}},{"contactGroupMembership":{"contactGroupResourceName":"contactGroups/3f2a"}}]}""", """{"keywords":{"Family, and 🦄":true}}""")]
    [InlineData("""{"userDefined":[{"key":"No","value":"7"}],"genders":[{"value":"female","addressMeAs":"she"}],"skills":[{"value":"Odes"}],"interests":[{"value":"Wine"}]}""", """{"speakToAs":{"pronouns":{"1":{"pronouns":"she"}}},"personalInfo":{"1":{"kind":"expertise","value":"Odes"},"2":{"kind":"interest","value":"Wine"}},"vCardProps":[["gender",{},"text","F"],["x-custom",{"group":"field1"},"unknown","7"],["x-ablabel",{"group":"field1"},"unknown","No"]]}""")]
    public void A_field_stands_where_the_standard_has_a_place_for_it(string person, string card) => AssertHolds(person, card);

    [Fact]
    public void The_contact_source_names_the_card_and_tells_its_last_change() =>
        Assert.Equal(
            "[{\"@type\":\"Card\",\"version\":\"1.0\",\"uid\":\"3a5c\",\"updated\":\"2026-01-02T03:04:05Z\"}]\n",
            FilesForTests.Write("jscontact", """{"connections":[{"resourceName":"people/c1","metadata":{"sources":[{"type":"CONTACT","id":"3a5c","updateTime":"2026-01-02T03:04:05.678901Z"}]}}]}"""));

    [Fact]
    public void Every_field_is_found_back()
    {
        var file = CardsForTests.Write("jscontact", EveryField.Create().ToJsonString());

        Assert.Single(Read(file));
        Assert.All(VCardTextForTests.TextsOf(EveryField.Create()), text => Assert.Contains(
            JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value, FilesForTests.Strict.GetString(file), StringComparison.Ordinal));
        Assert.Contains("\"year\":1815,\"month\":12,\"day\":10", FilesForTests.Strict.GetString(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Awkward_contacts_are_read() =>
        Assert.Equal(AwkwardContacts.Create().Count, Read(CardsForTests.Write("jscontact", AwkwardContacts.Create().Select(person => person.ToJsonString()))).Count);

    private static void AssertHolds(string person, string expected)
    {
        var card = JsonNode.Parse(CardsForTests.Write("jscontact", person))![0]!.AsObject();
        foreach (var everywhere in (string[])["@type", "version", "uid"])
        {
            card.Remove(everywhere);
        }

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), card), card.ToJsonString());
    }
}
