using System.IO.Compression;
using System.Xml.Linq;
using MiniExcelLibs;
using static Gcd.Infrastructure.Exports.Tables.TablesForTests;

namespace Gcd.Infrastructure.Exports.Tables;

public sealed class XlsxFormatTests : ExportFormatTests
{
    private static readonly XNamespace Sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private protected override ExportFormat Format { get; } = new XlsxFormat();

    protected override IReadOnlyList<IReadOnlyList<string>> Read(byte[] file) => [.. Rows(file).Skip(1)];

    protected override string Shown(string text) =>
        string.Concat(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Select(unit => unit is < ' ' and not '\t' and not '\n' or '\uFFFE' or '\uFFFF' ? '\uFFFD' : unit));

    /// <summary>A workbook is a ZIP archive, which has times in it.</summary>
    protected override void AreSame(byte[] expected, byte[] actual) => Assert.Equal(Rows(expected), Rows(actual));

    [Fact]
    public void Every_cell_is_text_below_a_frozen_header_with_widths()
    {
        using var archive = new ZipArchive(new MemoryStream(File(Format, EveryField)));
        using var part = archive.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        var sheet = XDocument.Load(part).Root!;
        var cells = sheet.Descendants(Sheet + "c").Where(cell => cell.HasElements).ToList();

        Assert.NotEmpty(cells);
        Assert.All(cells, cell => Assert.Equal("inlineStr", (string?)cell.Attribute("t")));
        Assert.Empty(sheet.Descendants(Sheet + "f"));
        var pane = sheet.Descendants(Sheet + "pane").Single();
        Assert.Equal(("1", "1", "frozen"), ((string?)pane.Attribute("xSplit"), (string?)pane.Attribute("ySplit"), (string?)pane.Attribute("state")));
        Assert.Equal(XlsxColumns.All.Length, sheet.Descendants(Sheet + "col").Sum(column => (int)column.Attribute("max")! - (int)column.Attribute("min")! + 1));
    }

    [Fact]
    public void Every_column_of_google_csv_is_there_and_two_more()
    {
        Assert.Equal(Enumerable.Range(0, XlsxColumns.Cells), XlsxColumns.All.Select(column => column.Cell).Order());
        Assert.Equal(XlsxColumns.All.Length, XlsxColumns.All.Select(column => column.Name).Distinct().Count());
    }

    [Fact]
    public void Every_field_is_there()
    {
        var cells = Cells(Rows(File(Format, EveryField)));
        var google = Cells(new GoogleCsvFormat(), EveryField);

        Assert.Equal(
            google.Values.Select(value => value.Replace(" ::: * myContacts", "", StringComparison.Ordinal).Replace("* Home", "Home", StringComparison.Ordinal))
                .Concat(["Countess Augusta Ada King-Noel, Jr.", "people/c900900"]).Order(StringComparer.Ordinal),
            cells.Values.Order(StringComparer.Ordinal));
        Assert.Equal("+44 20 7946 0000", cells["Phone 1"]);
        Assert.Equal("Mobile", cells["Phone 1 Type"]);
        Assert.Equal("20121", cells["Address 1 Postal Code"]);
        Assert.Equal(("00042", "Kundennummer"), (cells["Custom Field 1"], cells["Custom Field 1 Name"]));
    }

    [Theory]
    [InlineData(32_767, 32_767)]
    [InlineData(32_768, 32_767)]
    [InlineData(200_000, 32_767)]
    public void A_cell_that_is_too_long_for_Excel_is_cut_with_a_mark(int length, int expected)
    {
        var notes = Cells(Rows(File(Format, $$"""{"biographies":[{"value":"{{new string('n', length)}}"}]}""")))["Notes"];

        Assert.Equal(expected, notes.Length);
        Assert.Equal(length > expected ? '…' : 'n', notes[^1]);
    }

    [Fact]
    public void No_emoji_is_cut_in_half()
    {
        var notes = Cells(Rows(File(Format, $$"""{"biographies":[{"value":"n{{string.Concat(Enumerable.Repeat("😀", 20_000))}}"}]}""")))["Notes"];

        Assert.EndsWith("😀…", notes, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', notes);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("日")]
    [InlineData("é😀x")]
    public void Long_cells_arrive_whole(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 32_000 / unit.Length));
        var contacts = Read(Export($$"""{"connections":[{{string.Join(',', Enumerable.Repeat($$"""{"biographies":[{"value":{{System.Text.Json.JsonSerializer.Serialize(text)}}}]}""", 20))}}]}"""));

        Assert.Equal(20, contacts.Count);
        Assert.All(contacts, values => Assert.Contains(text, values));
    }

    // MiniExcel leaves out rows and cells that are empty at the end.
    private static List<string[]> Rows(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return [.. MiniExcel.Query(stream, excelType: ExcelType.XLSX).Cast<IDictionary<string, object?>>()
            .Select(row => row.Values.Select(value => value is null ? "" : Assert.IsType<string>(value)).ToArray())];
    }
}
