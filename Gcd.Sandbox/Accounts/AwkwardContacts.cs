using System.Text;
using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>Contacts that break careless exporters, each for a reason of its own.</summary>
internal static class AwkwardContacts
{
    private const string HalfAnEmoji = "(half an emoji)";
    private const int LongNote = 5000;

    /// <summary>The labels that the contacts are in, and one that is empty; a contact also names one that is gone.</summary>
    public static IReadOnlyList<AccountGroup> Groups { get; } =
    [
        AccountGroup.Own("3f2a", "Family, friends; \"old\" 👨‍👩‍👧"),
        AccountGroup.Own("1a2b3c", "Arbeit ::: Büro 🏢"),
        AccountGroup.Own("4b", "=1+1"),
        AccountGroup.Own("5c", "משפחה"),
        AccountGroup.Own("6d", "Nobody"),
    ];

    /// <summary>Puts what no serializer writes into a page: an emoji without its second half.</summary>
    public static byte[] Spoil(byte[] page) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(page).Replace(HalfAnEmoji, "\\ud83d", StringComparison.Ordinal));

    public static IReadOnlyList<JsonObject> Create() =>
    [
        New(1).Name("Quote \"the\" Raven", "Quote \"the\"", "Raven").Nickname("\"").Build(),
        New(2).Name("Comma, Semicolon; Tab\tEnd", "Comma,", "End").Email("a;b@example.com").Build(),
        New(3).Name("New\nLine\r\nTwo\rThree").Address("home", "1 Road\nFloor 2\r\nDoor 3", "Town", null, "12345", "Land").Build(),
        New(4).Name("=1+1").Email("=cmd|' /C calc'!A0").Phone("+39 055 1234567", "mobile").Build(),
        New(5).Name("@SUM(1,1)").Nickname("-2+3").Organization("+Plus AG", "=Title").Build(),
        New(6).Name("👩‍👩‍👧‍👦 Family 🇮🇹", "👩‍👩‍👧‍👦", "Family").Nickname("🦄").Build(),
        New(7).Name("שרה כהן", "שרה", "כהן").Nickname("محمد").Build(),
        New(8).Name("Zoë with combining e\u0301 and \u202Eoverride\u202C", "Zoë", "\u202Eoverride\u202C").Build(),
        New(9).Email("nobody@example.com").Build(),
        New(10).Build(),
        New(11).Name("Display Only").Build(),
        New(12).Name(null, null, null, unstructured: "Unstructured Only").Build(),
        New(13).Name("Birthday without year").Birthday(0, 2, 29).Build(),
        New(14).Name("Birthday year only").Birthday(1970, 0, 0).Build(),
        New(15).Name("Birthday year and month").Birthday(1971, 5, 0).Build(),
        New(16).Name("Birthday as text").BirthdayText("in early spring").Build(),
        New(17).Name("Own types").Phone("1", "Old").Phone("2", "New").Phone("3", "grandma's").Email("x@example.com", "Schüler").Build(),
        New(18).Name("Odd case types").Phone("10", "MOBILE").Phone("11", "Work").Phone("12", "hOmE").Build(),
        New(19).Name("Several mobiles").Phone("20", "mobile").Phone("21", "mobile").Phone("20", "other").Phone("22", "workFax").Build(),
        New(20).Name("Primary is work").Phone("30", "home").Phone("31", "work", isPrimary: true).Build(),
        New(21).Name("Primary mail is last").Email("first@example.com").Email("second@example.com").Email("third@example.com", isPrimary: true).Build(),
        New(22).Name("Two organisations").Organization("Old Corp", "Clerk").Organization("New Corp", "Head", isPrimary: true).Build(),
        New(23).Name("Home and work").Address("work", "Work St 1", "Worktown", null, "1", null).Address("home", "Home St 2", "Hometown", null, "2", null).Build(),
        New(24).Name("Primary home").Address("home", "First Home", "A", null, null, null).Address("home", "Second Home", "B", null, null, null, isPrimary: true).Build(),
        New(25).Name("Formatted only").FormattedAddress("Somewhere 5\nover the rainbow").Build(),
        New(26).Name("Other address").Address("Cabin", "Forest 1", null, null, null, "Norway").Build(),
        New(27).Name("Long note").Note(new string('n', 200_000)).Build(),
        New(28).Name(new string('N', 8_000)).Nickname(string.Concat(Enumerable.Repeat("\"\n", 500))).Build(),
        New(29).Name("Line\u2028Separator\u2029and\u0085next").Build(),
        New(30).Name("Control \u0001\u0002\u001b chars").Build(),
        New(31).Name("  blanks around  ").Organization(" ", " ").Build(),
        New(32).Name("<script>alert(1)</script>").Nickname("<img src=x onerror=alert(1)>").Build(),
        New(33).Name("back\\slash / slash").Url("https://example.com/?a=1&b=2", "homePage").Build(),
        New(34).Name("Groups").Group("myContacts").Group("starred").Group("3f2a").Relation("Mum", "mother").Photo("https://example.com/p.jpg").Build(),
        New(35).Name("null").Nickname("undefined").Organization("N/A", "0").Build(),
        New(36).Name("In many labels").Group("myContacts").Group("3f2a").Group("1a2b3c").Group("4b").Group("5c").Group("gone").Build(),
        New(37).Name("Note of 5,000 characters").Note(string.Concat(Enumerable.Repeat("Comma, \"quote\"; back\\slash 👋\r\n", LongNote / 31 + 1))[..LongNote]).Build(),
        New(38).Name("Born in 298").Birthday(298, 5, 17).Build(),
        New(39).Name("Leap day").Birthday(2000, 2, 29).Event("anniversary", 2024, 2, 29).Build(),
        New(40).Name("Last day without year").Birthday(0, 12, 31).Build(),
        New(41).Name("Events").Event("anniversary", 2001, 6, 15).Event("other", 0, 1, 1).Event("Name, \"day\"; 🎈", 0, 2, 29).Event(null, 1999, 3, 3).Event("Year only", 1980, 0, 0).Event("=1+1", 1850, 4, 30).Build(),
        New(42).Name("Three addresses")
            .Entry("addresses", """{"formattedValue":"Interno 4\nVia Roma 1\nCasella 12\n20121 Milano MI\nItalia","type":"home","streetAddress":"Via Roma 1","extendedAddress":"Interno 4","poBox":"Casella 12","city":"Milano","region":"MI","postalCode":"20121","country":"Italia","countryCode":"IT"}""")
            .Address("work", "1, \"The\" Mews; rear", "L,ondon", null, "=N1", "UK").Address("Boat 🚤", "Pier\n7", null, null, null, null).Build(),
        New(43).Name("Relations").Relation("Charles; Babbage", "friend").Relation("Mother, \"Anne\"", "mother").Relation("👑", "Patron, secret").Build(),
        New(44).Name("Websites").Url("https://example.com/?q=<a>&x='1'\"", "homePage").Url("javascript:alert(1)", "blog").Url("example.com/ä b,c;d", "Shop, own").Build(),
        New(45).Name("Several organizations")
            .Entry("organizations", """{"type":"work","name":"Now, Inc.","title":"Head; of","department":"R&D","jobDescription":"All\nof it","current":true,"startDate":{"year":2020,"month":2}}""")
            .Entry("organizations", """{"type":"work","name":"Before \"& Sons\"","title":"=Clerk","endDate":{"year":2019}}""")
            .Entry("organizations", """{"type":"school","name":"大学","location":"東京","symbol":"U","domain":"u.example"}""").Build(),
        New(46).Name("Formulas").Phone("=1+1", "@mobile").Note("=HYPERLINK(\"https://example.com/?\"&A1,\"x\")").UserDefined("+key", "-1+2").UserDefined("\t=tab", "@SUM(A1)").Url("=https://example.com", "=1").Group("4b").Build(),
        New(47).Name("\u202Bعربي\u202C, עברית").Organization("شركة \u202Eevil\u202C", "מנהל").Address("home", "רחוב 1", "ירושלים", null, null, null).Note("מימין\nלשמאל \u2067mixed\u2069").Group("5c").Build(),
        New(48).Organization("Only an organization", null).Build(),
        New(49).Phone("+1 555 0100", "mobile").Build(),
        New(50).Birthday(0, 6, 1).Build(),
        New(51).Name(" ").Nickname(" ").Phone(" ", "mobile").Email("\u00A0").Build(),
        New(52).Name("Ways and words")
            .Entry("imClients", """{"username":"a,b;c@x","protocol":"Own \"net\"","type":"home"}""").Entry("sipAddresses", """{"value":"sip:a@example.com;transport=tcp","type":"home"}""")
            .Entry("calendarUrls", """{"url":"https://example.com/a,b;c","type":"home"}""").Entry("locations", """{"value":"Desk; 4","type":"desk","buildingId":"B,1","floor":"2"}""")
            .Entry("externalIds", """{"value":"00042","type":"Kunde, alt"}""").Entry("skills", """{"value":"C, C++; C#"}""").Entry("interests", """{"value":"=1+1"}""")
            .Entry("occupations", """{"value":"Baker \"&\" 🥐"}""").Entry("genders", """{"value":"Own, word","formattedValue":"Own, word","addressMeAs":"they"}""")
            .UserDefined("twice", "1").UserDefined("twice", "2").UserDefined(string.Empty, "no key").UserDefined("no value", string.Empty).Build(),
        Many(New(53).Name("Forty of each"), 40).Build(),
        New(54).Name("Hostile types").Phone("61", "a,b;c:d\"e").Phone("62", "=1+1").Phone("63", "🏠").Phone("64", "\u202Eleft").Phone("65", "line\nbreak").Email("t@example.com", "X-EVIL;TYPE=home:1").Build(),
        New(55).Name($"Half an emoji {HalfAnEmoji}").Nickname(HalfAnEmoji).Note($"{HalfAnEmoji}{HalfAnEmoji}").Build(),
        New(56).Name("A photo of their own").Entry("photos", """{"url":"https://lh3.googleusercontent.com/cm/simulated=s100"}""").Build(),
        New(57).Name("Odd numbers").Phone("+39 055 123 ext. 45", "work").Phone("1-800-FLOWERS", "mobile").Phone("*31#030 1", "home").Phone("٠١٢٣", "home").Phone("+1 (555) 010-0000;;77", "other").Phone("none", "other").Build(),
        New(58).Name("x\r\nEND:VCARD\r\nBEGIN:VCARD").Nickname("]]><x a=\"1\">&amp;").Note("END:VEVENT\nEND:VCALENDAR").Birthday(1990, 1, 1).Build(),
        EveryField.Create(),
    ];

    private static ContactBuilder Many(ContactBuilder contact, int count) =>
        Enumerable.Range(0, count).Aggregate(contact, (filled, i) => filled.Phone($"+1 555 01{i:00}", $"Phone {i}").Email($"m{i}@example.com", $"Mail {i}").Url($"https://example.com/{i}", $"Url {i}")
            .Address($"Place {i}", $"{i} Street", null, null, null, null).Relation($"Person {i}", $"Kind {i}").Event($"Day {i}", 2000, 1, 1 + (i % 28)));

    private static ContactBuilder New(int number) => new($"c900{number:000}");
}
