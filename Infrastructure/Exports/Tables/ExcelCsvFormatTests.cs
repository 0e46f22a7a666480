using System.Text.Json;
using static Gcd.Infrastructure.Exports.FilesForTests;

namespace Gcd.Infrastructure.Exports.Tables;

public sealed class ExcelCsvFormatTests : ExportFormatTests
{
    private protected override ExportFormat Format { get; } = new ExcelCsvFormat();

    protected override IReadOnlyList<IReadOnlyList<string>> Read(byte[] file) => [.. Rows(Strict.GetString(file)).Skip(1)];

    [Fact]
    public void It_begins_with_a_byte_order_mark_and_the_19_columns() =>
        Assert.Equal(ContactColumns.Names, Assert.Single(Rows(Write("excel-csv"))));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+39 06", "'+39 06")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("\nx", "'\nx")]
    [InlineData("\0x", "'\0x")]
    [InlineData(" =1", " '=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a;=1", "a;'=1")]
    [InlineData("a; +39 1", "a; '+39 1")]
    [InlineData("a\n=1", "a\n'=1")]
    [InlineData("\t=1", "'\t'=1")]
    [InlineData("a=1", "a=1")]
    [InlineData("a@x.org", "a@x.org")]
    [InlineData("'x", "'x")]
    [InlineData("日本＝1", "日本＝1")]
    public void What_a_spreadsheet_would_run_has_an_apostrophe(string text, string expected) => Assert.Equal(expected, Shows(text));

    [Theory]
    [InlineData("00100", "'00100")]
    [InlineData("007", "'007")]
    [InlineData("00.5", "'00.5")]
    [InlineData("123456789012", "'123456789012")]
    [InlineData("12E5", "'12E5")]
    [InlineData("12345678901", "12345678901")]
    [InlineData("0", "0")]
    [InlineData("0.5", "0.5")]
    [InlineData("20121", "20121")]
    [InlineData("1815-12-10", "1815-12-10")]
    [InlineData("06 1234", "06 1234")]
    public void Digits_that_would_get_lost_have_an_apostrophe(string text, string expected) => Assert.Equal(expected, Shows(text));

    [Fact]
    public void Everything_else_is_as_in_csv()
    {
        const string page = """{"connections":[{"names":[{"displayName":"Zoë \"Z\", née Ünal"}],"emailAddresses":[{"value":"a@x"},{"value":"b@x"}],"resourceName":"people/c1"}]}""";

        Assert.Equal("\uFEFF" + Write("csv", page), Write("excel-csv", page));
    }

    private static string Shows(string text) =>
        Rows(Write("excel-csv", $$"""{"connections":[{"names":[{"displayName":{{JsonSerializer.Serialize(text)}}}]}]}"""))[1][0];

    private static List<string[]> Rows(string file)
    {
        Assert.Equal('\uFEFF', file[0]);
        return CsvForTests.Read(file[1..]);
    }
}
