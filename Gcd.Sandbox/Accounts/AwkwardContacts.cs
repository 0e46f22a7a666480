using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>Contacts that break careless exporters, each for a reason of its own.</summary>
internal static class AwkwardContacts
{
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
        EveryField.Create(),
    ];

    private static ContactBuilder New(int number) => new($"c900{number:000}");
}
