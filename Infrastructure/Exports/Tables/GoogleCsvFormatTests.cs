using System.Text.Json;
using Gcd.Tests.Fixtures;
using static Gcd.Infrastructure.Exports.FilesForTests;
using static Gcd.Infrastructure.Exports.Tables.TablesForTests;

namespace Gcd.Infrastructure.Exports.Tables;

public sealed class GoogleCsvFormatTests : ExportFormatTests
{
    // Columns of a file that Google Contacts wrote, as people have pasted them; the groups are numbered.
    private static readonly string[] OfGoogle =
    [
        "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name", "Name Prefix", "Name Suffix",
        "Nickname", "File As", "Organization Name", "Organization Title", "Organization Department", "Birthday", "Notes", "Photo", "Labels",
        "E-mail # - Label", "E-mail # - Value", "Phone # - Label", "Phone # - Value", "Address # - Label", "Address # - Formatted",
        "Address # - Street", "Address # - City", "Address # - PO Box", "Address # - Region", "Address # - Postal Code", "Address # - Country",
        "Address # - Extended Address", "Relation # - Label", "Relation # - Value", "Website # - Label", "Website # - Value",
        "Event # - Label", "Event # - Value", "Custom Field # - Label", "Custom Field # - Value",
    ];

    private protected override ExportFormat Format { get; } = new GoogleCsvFormat();

    /// <summary>Google has no column for the whole name: whoever reads the file puts it together.</summary>
    protected override IReadOnlyList<IReadOnlyList<string>> Read(byte[] file) =>
        [.. CsvForTests.Read(Strict.GetString(file)).Skip(1).Select(cells => cells.Append(FullName(cells)).ToList())];

    [Fact]
    public void The_columns_are_those_of_Google_with_numbered_groups()
    {
        var header = CsvForTests.Read(Write("google-csv")).Single();

        Assert.Equal(OfGoogle, header.Select(column => System.Text.RegularExpressions.Regex.Replace(column, " [0-9]+ -", " # -")).Distinct());
        Assert.Equal(header.Length, header.Distinct().Count());
        Assert.Equal(WideColumns.Count, header.Length);
        Assert.Equal(
            ["E-mail 5", "Phone 6", "Address 4", "Relation 4", "Website 5", "Event 4", "Custom Field 10"],
            header.Where(column => column.EndsWith(" - Label", StringComparison.Ordinal)).Select(column => column[..^8])
                .GroupBy(column => column[..column.LastIndexOf(' ')]).Select(group => group.Last()));
    }

    [Fact]
    public void Every_field_is_there()
    {
        var expected = new Dictionary<string, string>
        {
            ["First Name"] = "Augusta",
            ["Middle Name"] = "Ada",
            ["Last Name"] = "King-Noel",
            ["Phonetic First Name"] = "Ow-gus-ta",
            ["Phonetic Middle Name"] = "Ay-da",
            ["Phonetic Last Name"] = "King No-el",
            ["Name Prefix"] = "Countess",
            ["Name Suffix"] = "Jr.",
            ["Nickname"] = "The Enchantress of Numbers",
            ["Organization Name"] = "Analytical Engines",
            ["Organization Title"] = "Programmer",
            ["Organization Department"] = "Programs",
            ["Birthday"] = "1815-12-10",
            ["Notes"] = "<b>Bold</b> &amp; brave\nInterest: Engines\nLocation (Desk): Desk 4; Building: B1; Floor: 2; Section: A; Desk: 2A-4; current\n"
                + "External ID (Account): A-1\nCalendar (Free/Busy): https://calendar.example.com/ada?a=1&b=2",
            ["Photo"] = "https://lh3.googleusercontent.com/cm/simulated=s100",
            ["Labels"] = "Family, near 👪 ::: * myContacts",
            ["E-mail 1 - Label"] = "* Home",
            ["E-mail 1 - Value"] = "ada@profile.example",
            ["Phone 1 - Label"] = "Mobile",
            ["Phone 1 - Value"] = "+44 20 7946 0000",
            ["Address 1 - Label"] = "Home",
            ["Address 1 - Formatted"] = "Interno 4\nVia Roma 1\nCasella 12\n20121 Milano MI\nItalia",
            ["Address 1 - Street"] = "Via Roma 1",
            ["Address 1 - City"] = "Milano",
            ["Address 1 - PO Box"] = "Casella 12",
            ["Address 1 - Region"] = "MI",
            ["Address 1 - Postal Code"] = "20121",
            ["Address 1 - Country"] = "Italia",
            ["Address 1 - Extended Address"] = "Interno 4",
            ["Relation 1 - Label"] = "Friend",
            ["Relation 1 - Value"] = "Charles Babbage",
            ["Website 1 - Label"] = "Home Page",
            ["Website 1 - Value"] = "https://example.com/?q=<ada>&x='1'",
            ["Event 1 - Label"] = "Anniversary",
            ["Event 1 - Value"] = "2001-06-15",
            ["Event 2 - Label"] = "Namenstag",
            ["Event 2 - Value"] = "--02-29",
        };
        (string Label, string Value)[] custom =
        [
            ("Kundennummer", "00042"), ("=cmd", "|' /C calc'!A0"), ("Phonetic Name Prefix", "Kown-tess"), ("Phonetic Name Suffix", "Joo-nyor"),
            ("Organization Details", "Description: Notes A to G; Location: London; Domain: engines.example; Symbol: AE; "
                + "Phonetic Name: An-a-lit-i-cal; From: 1842-01; Until: 1843; Type: Work; current"),
            ("E-mail Name", "Ada L. <ada@profile.example>"), ("IM Jabber (Home)", "ada.l"), ("SIP (Work)", "sip:ada@example.com"),
            ("Gender", "female"), ("Address Me As", "she"), ("Occupation", "Mathematician"), ("Skill", "Bernoulli numbers"),
        ];
        foreach (var (index, (label, value)) in custom.Index())
        {
            if (index < 10)
            {
                (expected[$"Custom Field {index + 1} - Label"], expected[$"Custom Field {index + 1} - Value"]) = (label, value);
            }
        }

        expected["Notes"] = expected["Notes"].Replace("brave\n", "brave\nOccupation: Mathematician\nSkill: Bernoulli numbers\n", StringComparison.Ordinal);
        var cells = Cells(Format, EveryField);

        Assert.Equal(expected.OrderBy(cell => cell.Key), cells.OrderBy(cell => cell.Key));
    }

    [Theory]
    [InlineData("""[]""", null)]
    [InlineData("""["4d5e6f"]""", "Work")]
    [InlineData("""["starred","friends","myContacts","4d5e6f","gone","1a2b3c"]""", "Work ::: Family, near 👪 ::: * myContacts ::: * starred")]
    public void Own_labels_come_first_and_bare(string groups, string? expected)
    {
        var memberships = JsonSerializer.Deserialize<string[]>(groups)!
            .Select(group => $$$"""{"contactGroupMembership":{"contactGroupResourceName":"contactGroups/{{{group}}}"}}""");

        Assert.Equal(expected, Cells(Format, $$"""{"memberships":[{{string.Join(',', memberships)}}]}""").GetValueOrDefault("Labels"));
    }

    [Theory]
    [InlineData("emailAddresses", "E-mail", 5, "value")]
    [InlineData("phoneNumbers", "Phone", 6, "value")]
    [InlineData("relations", "Relation", 4, "person")]
    [InlineData("urls", "Website", 5, "value")]
    public void What_goes_beyond_the_groups_shares_the_last_one(string field, string column, int groups, string member)
    {
        var cells = Cells(Format, $"{{{List(field, groups + 2, i => $$"""{"{{member}}":"v{{i}}","type":"t{{(i == groups + 1 ? "" : i)}}"}""")}}}");

        Assert.Equal("v1", cells[$"{column} 1 - Value"]);
        Assert.Equal($"v{groups - 1}", cells[$"{column} {groups - 1} - Value"]);
        Assert.Equal($"v{groups} ::: v{groups + 1} ::: v{groups + 2}", cells[$"{column} {groups} - Value"]);
        Assert.Equal($"t{groups} ::: t ::: t{groups + 2}", cells[$"{column} {groups} - Label"]);
    }

    [Fact]
    public void Parts_that_no_address_beyond_has_stay_empty()
    {
        var cells = Cells(Format, $"{{{List("addresses", 6, i => $$"""{"city":"C{{i}}"{{(i == 5 ? ",\"poBox\":\"B5\"" : "")}}}""")}}}");

        Assert.Equal("C4 ::: C5 ::: C6", cells["Address 4 - City"]);
        Assert.Equal(" ::: B5 ::: ", cells["Address 4 - PO Box"]);
        Assert.DoesNotContain("Address 4 - Street", cells.Keys);
    }

    [Fact]
    public void Custom_fields_beyond_the_groups_are_lines_of_the_notes()
    {
        var cells = Cells(Format, $$"""{"biographies":[{"value":"Note"}],{{List("userDefined", 12, i => $$"""{"key":"k{{i}}","value":"v{{i}}"}""")}}}""");

        Assert.Equal(("k10", "v10"), (cells["Custom Field 10 - Label"], cells["Custom Field 10 - Value"]));
        Assert.Equal("Note\nk11: v11\nk12: v12", cells["Notes"]);
    }

    [Fact]
    public void The_primary_address_comes_first_and_has_Googles_sign()
    {
        var cells = Cells(Format, """{"emailAddresses":[{"value":"a","type":"work"},{"value":"b","metadata":{"primary":true}},{"value":"c","type":"mine"}]}""");

        Assert.Equal(["* ", "Work", "mine"], Enumerable.Range(1, 3).Select(i => cells[$"E-mail {i} - Label"]));
        Assert.Equal(["b", "a", "c"], Enumerable.Range(1, 3).Select(i => cells[$"E-mail {i} - Value"]));
    }

    [Theory]
    [InlineData("""{"date":{"year":298,"month":2,"day":3}}""", "0298-02-03", null)]
    [InlineData("""{"date":{"month":2,"day":29}}""", "--02-29", null)]
    [InlineData("""{"date":{"year":1980}}""", null, "1980")]
    [InlineData("""{"text":"in spring"}""", null, "in spring")]
    public void A_birthday_is_a_day_or_a_custom_field(string birthday, string? column, string? field)
    {
        var cells = Cells(Format, $$"""{"birthdays":[{{birthday}}]}""");

        Assert.Equal(column, cells.GetValueOrDefault("Birthday"));
        Assert.Equal(field, cells.GetValueOrDefault("Custom Field 1 - Value"));
        Assert.Equal(field is null ? null : "Birthday", cells.GetValueOrDefault("Custom Field 1 - Label"));
    }

    [Theory]
    [InlineData("""{"displayName":"Ada L"}""", "Ada L", null)]
    [InlineData("""{"unstructuredName":"Ada U"}""", "Ada U", null)]
    [InlineData("""{"displayName":"Lovelace, Ada","givenName":"Ada","familyName":"Lovelace"}""", "Ada", null)]
    [InlineData("""{"displayName":"Ada Lovelace","givenName":"Ada"}""", "Ada", "Ada Lovelace")]
    [InlineData("""{"displayName":"Ada Ada","givenName":"Ada"}""", "Ada", "Ada Ada")]
    public void The_whole_name_is_shown_where_its_parts_say_less(string name, string first, string? field)
    {
        var cells = Cells(Format, $$"""{"names":[{{name}}]}""");

        Assert.Equal(first, cells["First Name"]);
        Assert.Equal(field, cells.GetValueOrDefault("Custom Field 1 - Value"));
        Assert.Equal(field is null ? null : "Full Name", cells.GetValueOrDefault("Custom Field 1 - Label"));
    }

    [Fact]
    public void What_comes_twice_is_not_lost()
    {
        var cells = Cells(Format, """
            {"nicknames":[{"value":"N1"},{"value":"N2","type":"MAIDEN_NAME"}],"names":[{"displayName":"A"},{"displayName":"B"}],
            "organizations":[{"name":"O1","type":"work","current":true},{"name":"O2","title":"T2","department":"D2","endDate":{"year":1999}}],
            "biographies":[{"value":"one"},{"value":"t\u0077o"}],"birthdays":[{"date":{"month":1,"day":2}},{"date":{"month":1,"day":3}}],
            "photos":[{"url":"p1"},{"url":"monogram","default":true},{"url":"p2"}]}
            """);

        Assert.Equal("p1 ::: p2", cells["Photo"]);
        Assert.Equal("one\n\ntwo", cells["Notes"]);
        Assert.Equal("O1", cells["Organization Name"]);
        Assert.Equal(
            [("Other Name", "B"), ("Maiden Name", "N2"), ("Organization", "O2; Title: T2; Department: D2; Until: 1999"), ("Birthday", "--01-03")],
            Enumerable.Range(1, 4).Select(i => (cells[$"Custom Field {i} - Label"], cells[$"Custom Field {i} - Value"])));
    }

    [SkippableFact]
    public async Task Python_reads_the_same_cells()
    {
        var path = Path.GetTempFileName();
        await System.IO.File.WriteAllBytesAsync(path, File(Format, EveryField));
        try
        {
            const string script = "import csv,json,sys; print(json.dumps(list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8'), strict=True))))";
            var (exitCode, output, errors) = await Tool.RunAsync(Tool.Require("python3"), "-c", script, path);

            Assert.True(exitCode == 0, errors);
            Assert.Equal(Cells(Format, EveryField), Cells(JsonSerializer.Deserialize<string[][]>(output)!));
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    private static string FullName(string[] cells)
    {
        var name = string.Join(' ', new[] { cells[6], cells[0], cells[1], cells[2] }.Where(part => part.Length > 0));
        return cells[7].Length > 0 ? $"{name}, {cells[7]}" : name;
    }
}
