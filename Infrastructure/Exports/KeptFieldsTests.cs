using System.Text;
using System.Text.RegularExpressions;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Tests.Structure;

namespace Gcd.Infrastructure.Exports;

/// <summary>The table in docs/formats.md of what each format keeps. UPDATE_KEPT_FIELDS=1 writes it anew.</summary>
public sealed class KeptFieldsTests
{
    private const string Begin = "<!-- what each format keeps: begin -->\n";
    private const string End = "<!-- what each format keeps: end -->\n";
    private static readonly string Page = Path.Combine(Repository.Root, "docs", "formats.md");

    [SkippableFact]
    public async Task The_table_says_what_readers_that_are_not_ours_find()
    {
        var table = Table();
        var page = await File.ReadAllTextAsync(Page);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("UPDATE_KEPT_FIELDS") == "1")
        {
            await File.WriteAllTextAsync(Page, page[..begin] + table + page[end..]);
            return;
        }

        Assert.Equal(table, page[begin..end]);
    }

    private static IEnumerable<ExportFormatTests> Suites() =>
        typeof(ExportFormatTests).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ExportFormatTests)) && !type.IsAbstract)
            .Select(type => (ExportFormatTests)Activator.CreateInstance(type)!);

    private static string Table()
    {
        var (person, values) = PersonForTests.Create();
        var files = Suites().Select(suite => suite.Read(person.ToJsonString(), PersonForTests.Labels)).ToDictionary(file => file.Format, file => file.Text);
        var formats = ExportFormats.All.Select(format => format.Name).ToList();
        var table = new StringBuilder($"| field | {string.Join(" | ", formats.Select(name => $"`{name}`"))} |\n|---|{string.Concat(formats.Select(_ => "---|"))}\n");
        var parts = new StringBuilder("\nOf the fields marked ◐ these values are missing:\n\n");
        foreach (var field in values.GroupBy(value => value.Field))
        {
            table.Append($"| {field.Key.Path} |");
            foreach (var format in formats)
            {
                var missing = field.Where(value => !value.Spellings.Any(spelling => Holds(files[format], spelling))).ToList();
                table.Append(missing.Count == 0 ? " ✓ |" : missing.Count < field.Count() ? " ◐ |" : " |");
            }

            table.Append('\n');
        }

        foreach (var format in formats)
        {
            var missing = values.GroupBy(value => value.Field)
                .Select(field => (field.Key, Missing: field.Where(value => !value.Spellings.Any(spelling => Holds(files[format], spelling))).ToList(), All: field.Count()))
                .Where(field => field.Missing.Count > 0 && field.Missing.Count < field.All)
                .Select(field => $"{field.Key.Path} ({string.Join(", ", field.Missing.Select(value => value.Member).Distinct().Select(member => field.Missing.Count(value => value.Member == member) == OfMember(values, field.Key, member) ? member : $"{member} of all but the first"))})");
            if (missing.Any())
            {
                parts.Append($"- `{format}`: {string.Join(", ", missing)}\n");
            }
        }

        return $"{table}{parts}";
    }

    // What is as short as a country's code must stand alone.
    private static bool Holds(string file, string spelling) => spelling.Length > 3
        ? file.Contains(spelling, StringComparison.OrdinalIgnoreCase)
        : Regex.IsMatch(file, $"(?<![A-Za-z0-9]){spelling}(?![A-Za-z0-9])");

    private static int OfMember(IEnumerable<(PersonField Field, string Member, string[] Spellings)> values, PersonField field, string member) =>
        values.Count(value => value.Field == field && value.Member == member);
}
