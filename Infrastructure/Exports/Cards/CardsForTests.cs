using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Tests.Fixtures;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>Writes cards, and reads them by programs that are not ours: ical.js (Nextcloud, Thunderbird) and vobject (Radicale).</summary>
internal static partial class CardsForTests
{
    private const string ByIcalJs =
        """
        const [library, file] = process.argv.slice(-2);
        const { default: ICAL } = await import(library);
        const { readFileSync } = await import('node:fs');
        const text = readFileSync(file, 'utf8');
        const cards = text === '' ? [] : ICAL.parse(text);
        console.log(JSON.stringify(typeof cards[0] === 'string' ? [cards] : cards));
        """;

    private const string ByVObject =
        """
        import json, sys, vobject
        with open(sys.argv[1], encoding='utf-8', newline='') as file:
            cards = [[(line.name, line.value) for line in card.getChildren()] for card in vobject.readComponents(file)]
        print(json.dumps(cards, default=vars))
        """;

    public static readonly ContactGroups Labels = new(
    [
        new("contactGroups/myContacts", "myContacts", IsOwn: false, 3), new("contactGroups/starred", "starred", IsOwn: false, 1),
        new("contactGroups/3f2a", "Family, and 🦄", IsOwn: true, 1), new("contactGroups/1a2b3c", "Poets", IsOwn: true, 1),
    ]);

    /// <summary>The file of these people, whose labels have names.</summary>
    public static byte[] Write(string format, params IEnumerable<string> people)
    {
        var whole = ExportFormats.Find(format)!;
        var context = FilesForTests.Context();
        context.Labels = Labels;
        var file = new StingyBufferForTests();
        var output = new Utf8Output(file);
        whole.Begin(context, ref output);
        var total = FilesForTests.WritePage(
            whole, context, Encoding.UTF8.GetBytes($$"""{"connections":[{{string.Join(',', people)}}]}"""), 0, ref output);
        whole.End(context, total, ref output);
        output.Flush();
        return file.Written.ToArray();
    }

    /// <summary>The lines of one card without their folds, without those that every card has.</summary>
    public static string[] Lines(string format, string person)
    {
        var card = FilesForTests.Strict.GetString(Write(format, person)).Replace("\r\n ", "", StringComparison.Ordinal);
        return [.. card.Split("\r\n").Where(line => !Everywhere().IsMatch(line))];
    }

    /// <summary>Each line as it is folded; all that holds for every file of the format is checked.</summary>
    public static void AssertIsFolded(byte[] file)
    {
        var rest = file.AsSpan();
        while (rest.Length > 0)
        {
            var end = rest.IndexOf((byte)'\n');
            Assert.True(end > 0 && rest[end - 1] == '\r', "A line ends without CRLF.");
            var line = rest[..(end - 1)];
            Assert.InRange(line.Length, 1, 75);
            Assert.False(line.Contains((byte)'\r'));
            FilesForTests.Strict.GetString(line);
            rest = rest[(end + 1)..];
        }
    }

    /// <summary>The properties of each card, as ical.js finds them.</summary>
    public static IReadOnlyList<IReadOnlyList<VCardPropertyForTests>> ReadByIcalJs(byte[] file)
    {
        var library = Path.Combine(Npm.Folder, "node_modules", "ical.js", "dist", "ical.js");
        Tool.Need(File.Exists(library), "openapi/node_modules has no ical.js; ./test.sh fetches it, or: npm ci --prefix openapi");
        using var cards = Read(file, Tool.Require("node"), "--input-type=module", "-e", ByIcalJs, library);
        return [.. cards.RootElement.EnumerateArray().Select(card => card[1].EnumerateArray().Select(VCardPropertyForTests.Of).ToList())];
    }

    /// <summary>The name and the texts of each property of each card, as vobject finds them.</summary>
    public static IReadOnlyList<IReadOnlyList<(string Name, string[] Values)>> ReadByVObject(byte[] file)
    {
        // Debian's module belongs to Debian's Python, which need not be the first on the path.
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : Tool.Require("python3");
        var (exit, _, _) = Tool.RunAsync(python, "-c", "import vobject").GetAwaiter().GetResult();
        Tool.Need(exit == 0, "python3-vobject is not installed; ./test.sh installs it where apt and the rights are there.");
        using var cards = Read(file, python, "-c", ByVObject);
        return [.. cards.RootElement.EnumerateArray().Select(card =>
            card.EnumerateArray().Select(line => (line[0].GetString()!, VCardPropertyForTests.TextsOf(line[1]).ToArray())).ToList())];
    }

    private static JsonDocument Read(byte[] file, string program, params IEnumerable<string> arguments)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file);
            var (exit, output, errors) = Tool.RunAsync(program, [.. arguments, path]).GetAwaiter().GetResult();
            Assert.True(exit == 0, errors);
            return JsonDocument.Parse(output);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [GeneratedRegex("^(|(BEGIN|VERSION|UID|UID;VALUE=text|N|FN|END):.*)$", RegexOptions.Singleline)]
    private static partial Regex Everywhere();
}
