using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace Gcd.Infrastructure.Exports.Tables;

public sealed class RandomContactsTests(ITestOutputHelper output)
{
    private static readonly string[] Texts = ["", "a", "b", "Zoë, \"Z\"", "x\r\ny", "+39 06", "😀\u2028", "a\\b", "\u0001", "=1", "; "];
    private static readonly string[] Types = ["home", "Work", "MOBILE", "other", "Old", "homeFax"];
    private static readonly string[] WrongValues = ["null", "7", "-1.5e3", "true", "[]", "{}", "[[\"home\"]]", "{\"value\":\"x\"}"];

    [Fact]
    public void Random_contacts_in_random_order_show_what_the_rules_say()
    {
        var seed = 0;
        try
        {
            for (; seed < 3_000; seed++)
            {
                ShowsWhatTheRulesSay(seed);
            }
        }
        finally
        {
            output.WriteLine($"last seed: {seed}");
        }
    }

    private static void ShowsWhatTheRulesSay(int seed)
    {
        var page = Encoding.UTF8.GetBytes(new PageMaker(new Random(seed)).Page());
        var expected = ReferenceColumnsForTests.Rows(page);
        var actual = FilesForTests.Rows(page);
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.True(
                expected[i].SequenceEqual(actual[i]),
                $"seed {seed}, contact {i}\nexpected {string.Join('|', expected[i])}\nactual   {string.Join('|', actual[i])}");
        }
    }

    private sealed class PageMaker(Random random)
    {
        public string Page()
        {
            (string Name, string Value)[] members =
                [("connections", Array(random.Next(4), Person)), ("nextPageToken", "\"t\""), ("totalItems", "3"), ("other", Wrong())];
            random.Shuffle(members);
            return "{" + string.Join(',', members.Select(member => $"{Quote(member.Name)}:{member.Value}")) + "}";
        }

        private string Person() => Object(
            ("resourceName", Text),
            ("etag", Text),
            ("names", Entries("displayName", "unstructuredName", "givenName", "familyName", "middleName")),
            ("nicknames", Entries("value")),
            ("emailAddresses", Entries("value", "displayName")),
            ("phoneNumbers", Entries("value", "canonicalForm")),
            ("organizations", Entries("name", "title", "department")),
            ("birthdays", Entries("text")),
            ("addresses", Entries("formattedValue", "streetAddress", "city", "region", "postalCode", "country")));

        private Func<string> Entries(params string[] texts) => () => Maybe(() => Array(random.Next(5), () => Maybe(() => Object(
            [("type", () => Quote(Types[random.Next(Types.Length)])), ("metadata", Metadata), ("date", Date), .. texts.Select(text => (text, (Func<string>)Text))]))));

        private string Metadata() => Maybe(() => Object(
            ("primary", () => random.Next(3) == 0 ? "true" : "false"), ("source", () => "{\"type\":\"CONTACT\"}")));

        private string Date() => Maybe(() => Object(("year", () => Number(2100)), ("month", () => Number(14)), ("day", () => Number(33))));

        private string Number(int max) => random.Next(8) == 0 ? Wrong() : random.Next(-1, max).ToString(CultureInfo.InvariantCulture);

        private string Text() => Maybe(() => Quote(Texts[random.Next(Texts.Length)]));

        private string Maybe(Func<string> value) => random.Next(25) == 0 ? Wrong() : value();

        private string Wrong() => WrongValues[random.Next(WrongValues.Length)];

        private static string Array(int count, Func<string> element) =>
            $"[{string.Join(',', Enumerable.Range(0, count).Select(_ => element()))}]";

        private string Object(params (string Name, Func<string> Value)[] members)
        {
            random.Shuffle(members);
            var present = members.Where(_ => random.Next(5) > 0);
            return "{" + string.Join(',', present.Select(member => $"{Quote(member.Name)}:{member.Value()}")) + "}";
        }

        private string Quote(string text) => $"\"{string.Concat(text.Select(Spell))}\"";

        private string Spell(char unit) =>
            char.IsSurrogate(unit) || unit < ' ' || unit is '"' or '\\' || random.Next(40) == 0 ? $"\\u{(int)unit:X4}" : unit.ToString();
    }
}
