using static Gcd.Infrastructure.Exports.FilesForTests;
using static Gcd.Infrastructure.Exports.Tables.TablesForTests;

namespace Gcd.Infrastructure.Exports.Tables;

public sealed class OutlookCsvFormatTests : ExportFormatTests
{
    // The first line of a file that Outlook for Windows wrote, as other projects keep it.
    private const string OfOutlook =
        "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,Business Street 3,Business City,"
        + "Business State,Business Postal Code,Business Country/Region,Home Street,Home Street 2,Home Street 3,Home City,Home State,Home Postal Code,"
        + "Home Country/Region,Other Street,Other Street 2,Other Street 3,Other City,Other State,Other Postal Code,Other Country/Region,Assistant's Phone,"
        + "Business Fax,Business Phone,Business Phone 2,Callback,Car Phone,Company Main Phone,Home Fax,Home Phone,Home Phone 2,ISDN,Mobile Phone,Other Fax,"
        + "Other Phone,Pager,Primary Phone,Radio Phone,TTY/TDD Phone,Telex,Account,Anniversary,Assistant's Name,Billing Information,Birthday,"
        + "Business Address PO Box,Categories,Children,Directory Server,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,E-mail 2 Type,"
        + "E-mail 2 Display Name,E-mail 3 Address,E-mail 3 Type,E-mail 3 Display Name,Gender,Government ID Number,Hobby,Home Address PO Box,Initials,"
        + "Internet Free Busy,Keywords,Language,Location,Manager's Name,Mileage,Notes,Office Location,Organizational ID Number,Other Address PO Box,"
        + "Priority,Private,Profession,Referred By,Sensitivity,Spouse,User 1,User 2,User 3,User 4,Web Page";

    private protected override ExportFormat Format { get; } = new OutlookCsvFormat();

    /// <summary>Outlook has no column for the whole name: whoever reads the file puts it together.</summary>
    protected override IReadOnlyList<IReadOnlyList<string>> Read(byte[] file) =>
        [.. CsvForTests.Read(Strict.GetString(file)).Skip(1).Select(cells => cells.Append(FullName(cells)).ToList())];

    [Fact]
    public void The_columns_are_the_92_of_Outlook()
    {
        Assert.Equal(OfOutlook + "\r\n", Write("outlook-csv"));
        Assert.Equal(92, OfOutlook.Split(',').Length);
    }

    [Fact]
    public void Every_field_is_there() => Assert.Equal(
        new Dictionary<string, string>
        {
            ["Title"] = "Countess",
            ["First Name"] = "Augusta",
            ["Middle Name"] = "Ada",
            ["Last Name"] = "King-Noel",
            ["Suffix"] = "Jr.",
            ["Company"] = "Analytical Engines",
            ["Department"] = "Programs",
            ["Job Title"] = "Programmer",
            ["Home Street"] = "Via Roma 1",
            ["Home Street 2"] = "Interno 4",
            ["Home City"] = "Milano",
            ["Home State"] = "MI",
            ["Home Postal Code"] = "20121",
            ["Home Country/Region"] = "Italia",
            ["Mobile Phone"] = "+44 20 7946 0000",
            ["Account"] = "A-1",
            ["Anniversary"] = "2001-06-15",
            ["Birthday"] = "1815-12-10",
            ["Categories"] = "Family, near 👪",
            ["E-mail Address"] = "ada@profile.example",
            ["E-mail Type"] = "SMTP",
            ["E-mail Display Name"] = "Ada L.",
            ["Gender"] = "Female",
            ["Hobby"] = "Engines",
            ["Home Address PO Box"] = "Casella 12",
            ["Internet Free Busy"] = "https://calendar.example.com/ada?a=1&b=2",
            ["Notes"] = string.Join(
                '\n', "<b>Bold</b> &amp; brave", "Phonetic Name Prefix: Kown-tess", "Phonetic Name Suffix: Joo-nyor", "Phonetic First Name: Ow-gus-ta",
                "Phonetic Middle Name: Ay-da", "Phonetic Last Name: King No-el", "Alternate Name: The Enchantress of Numbers",
                "Organization Details: Description: Notes A to G; Domain: engines.example; Symbol: AE; Phonetic Name: An-a-lit-i-cal; From: 1842-01; "
                    + "Until: 1843; Type: Work; current",
                "Event (Namenstag): --02-29", "Relation (Friend): Charles Babbage", "IM Jabber (Home): ada.l", "SIP (Work): sip:ada@example.com",
                "Address Me As: she", "Skill: Bernoulli numbers", "Location (Desk): Desk 4; Building: B1; Floor: 2; Section: A; Desk: 2A-4; current",
                "Kundennummer: 00042", "=cmd: |' /C calc'!A0"),
            ["Office Location"] = "London",
            ["Profession"] = "Mathematician",
            ["Web Page"] = "https://example.com/?q=<ada>&x='1'",
        }.OrderBy(cell => cell.Key),
        Cells(Format, EveryField).OrderBy(cell => cell.Key));

    [Fact]
    public void Telephones_find_the_columns_of_their_types_and_the_rest_is_noted()
    {
        string[] types = ["work", "work", "work", "home", "mobile", "mobile", "workFax", "homeFax", "otherFax", "pager", "main", "other", "Boat", "workMobile"];
        var cells = Cells(Format, $"{{{List("phoneNumbers", types.Length, i => $$"""{"value":"{{i}}","type":"{{types[i - 1]}}"}""")}}}");

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Business Phone"] = "1",
                ["Business Phone 2"] = "2",
                ["Home Phone"] = "4",
                ["Mobile Phone"] = "5",
                ["Business Fax"] = "7",
                ["Home Fax"] = "8",
                ["Other Fax"] = "9",
                ["Pager"] = "10",
                ["Primary Phone"] = "11",
                ["Other Phone"] = "12",
                ["Notes"] = "Phone (Work): 3\nPhone (Mobile): 6\nPhone (Boat): 13\nPhone (Work Mobile): 14",
            }.OrderBy(cell => cell.Key),
            cells.OrderBy(cell => cell.Key));
    }

    [Fact]
    public void A_type_that_no_column_says_is_noted_beside_the_number()
    {
        var cells = Cells(Format, """{"phoneNumbers":[{"value":"1","type":"Boat"}]}""");

        Assert.Equal(("1", "Phone (Boat): 1"), (cells["Other Phone"], cells["Notes"]));
    }

    [Fact]
    public void Any_number_of_entries_is_kept()
    {
        var cells = Cells(Format, $"{{{List("phoneNumbers", 100, i => $$"""{"value":"p{{i}}","type":"work"}""")},{List("relations", 100, i => $$"""{"person":"r{{i}}","type":"child"}""")}}}");

        Assert.All(Enumerable.Range(3, 98), i => Assert.Contains($"Phone (Work): p{i}\n", cells["Notes"], StringComparison.Ordinal));
        Assert.Equal(100, (cells["Children"] + cells["Notes"]).Split('r').Count(part => part.Length > 0 && char.IsAsciiDigit(part[0])));
    }

    [Fact]
    public void Addresses_have_three_street_columns_and_the_rest_is_noted()
    {
        var cells = Cells(Format, """
            {"addresses":[{"type":"work","streetAddress":"1\n2\n3\n4","city":"W"},{"type":"work","formattedValue":"W2\nX"},{"type":"Hut","formattedValue":"one\ntwo"},
            {"city":"C","country":"K","streetAddress":"S"}]}
            """);

        Assert.Equal(
            ("1", "2", "3\n4", "W"),
            (cells["Business Street"], cells["Business Street 2"], cells["Business Street 3"], cells["Business City"]));
        Assert.Equal(("one", "two"), (cells["Other Street"], cells["Other Street 2"]));
        Assert.Equal("Address (Work): W2\nX\nAddress (Hut): one\ntwo\nAddress: S, C, K", cells["Notes"]);
    }

    [Theory]
    [InlineData("""{"year":1601,"month":1,"day":2}""", "1601-01-02", null)]
    [InlineData("""{"year":298,"month":2,"day":3}""", null, "0298-02-03")]
    [InlineData("""{"month":2,"day":29}""", null, "--02-29")]
    [InlineData("""{"year":1980}""", null, "1980")]
    public void A_date_that_Outlook_cannot_hold_is_noted(string date, string? column, string? note)
    {
        var cells = Cells(Format, $$"""{"birthdays":[{"date":{{date}}}],"events":[{"type":"anniversary","date":{{date}}}]}""");

        Assert.Equal((column, column), (cells.GetValueOrDefault("Birthday"), cells.GetValueOrDefault("Anniversary")));
        Assert.Equal(note is null ? null : $"Birthday: {note}\nEvent (Anniversary): {note}", cells.GetValueOrDefault("Notes"));
    }

    [Fact]
    public void More_than_three_addresses_are_noted_and_people_have_their_columns()
    {
        var cells = Cells(Format, $$"""
            {{{List("emailAddresses", 5, i => $$"""{"value":"e{{i}}","type":"home","metadata":{"primary":{{(i == 4 ? "true" : "false")}} } }""")}},
            "relations":[{"person":"S","type":"spouse"},{"person":"S2","type":"spouse"},{"person":"C","type":"child"},{"person":"D","type":"child"},{"person":"M","type":"manager"}]}
            """);

        Assert.Equal(("e4", "e1", "e2"), (cells["E-mail Address"], cells["E-mail 2 Address"], cells["E-mail 3 Address"]));
        Assert.Equal("E-mail (Home): e3\nE-mail (Home): e5\nRelation (Spouse): S2", cells["Notes"]);
        Assert.Equal(("S", "C; D", "M"), (cells["Spouse"], cells["Children"], cells["Manager's Name"]));
    }

    private static string FullName(string[] cells)
    {
        var name = string.Join(' ', cells.Take(4).Where(part => part.Length > 0));
        return cells[4].Length > 0 ? $"{name}, {cells[4]}" : name;
    }
}
