using System.Text;
using static Gcd.Infrastructure.Exports.FilesForTests;

namespace Gcd.Infrastructure.Exports.Tables;

public sealed class CsvFormatTests : ExportFormatTests
{
    private const string Empty = ",,,,,,,,,,,,,,,,,,";

    private protected override ExportFormat Format { get; } = new CsvFormat();

    protected override IReadOnlyList<IReadOnlyList<string>> Read(byte[] file) => [.. CsvForTests.Read(Strict.GetString(file)).Skip(1)];

    [Fact]
    public void An_empty_address_book_is_a_header_line() =>
        Assert.EndsWith(",Resource Name\r\n", Assert.Single(Write("csv", "{}").Split('\n', StringSplitOptions.RemoveEmptyEntries)) + "\n", StringComparison.Ordinal);

    [Fact]
    public void There_is_no_byte_order_mark() => Assert.StartsWith("Full Name,", Write("csv"), StringComparison.Ordinal);

    [Theory]
    [InlineData("""a\"b""", "\"a\"\"b\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("""a\rb""", "\"a\rb\"")]
    [InlineData("""a\nb""", "\"a\nb\"")]
    [InlineData(" a; 'b' ", " a; 'b' ")]
    [InlineData("=1+1", "=1+1")]
    [InlineData("""a\tb""", "a\tb")]
    public void Quotes_stand_only_where_they_are_needed(string raw, string expected) =>
        Assert.EndsWith(
            $"\r\n{expected}{Empty}\r\n",
            Write("csv", $$"""{"connections":[{"names":[{"displayName":"{{raw}}"}]}]}"""),
            StringComparison.Ordinal);

    [Fact]
    public void Every_contact_of_every_page_is_a_line() =>
        Assert.Equal(
            ["1", "2", "3"],
            Rows(Encoding.UTF8.GetBytes("""{"connections":[{"resourceName":"1"},{"resourceName":"2"}]}"""), "{}"u8.ToArray(),
                Encoding.UTF8.GetBytes("""{"connections":[{"resourceName":"3"}]}""")).Select(row => row[^1]));
}
