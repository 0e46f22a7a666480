using System.Reflection;

namespace Gcd.Infrastructure.Exports;

public sealed class ExportFormatsTests
{
    [Theory]
    [InlineData("csv", "text/csv; charset=utf-8", "csv")]
    [InlineData("CSV", "text/csv; charset=utf-8", "csv")]
    [InlineData("Json", "application/json; charset=utf-8", "json")]
    public void A_format_is_found_in_any_case(string name, string contentType, string extension)
    {
        var format = ExportFormats.Find(name);

        Assert.Equal(contentType, format?.MediaType);
        Assert.Equal(extension, format?.Extension);
    }

    [Theory]
    [InlineData("")]
    [InlineData("xml")]
    [InlineData("csv ")]
    public void An_unknown_format_is_not_found(string name) => Assert.Null(ExportFormats.Find(name));

    [Fact]
    public void The_known_formats_are_listed_and_csv_is_the_default()
    {
        Assert.Equal(["csv", "json", "vcard", "vcard4", "jscontact"], ExportFormats.All.Select(format => format.Name));
        Assert.Equal("csv", ExportFormats.Default.Name);
    }

    [Fact]
    public void Every_format_passes_the_contract_suite()
    {
        var classes = typeof(ExportFormatTests).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ExportFormatTests)) && !type.IsAbstract);
        var property = typeof(ExportFormatTests).GetProperty("Format", BindingFlags.Instance | BindingFlags.NonPublic)!;

        Assert.Equal(
            ExportFormats.All.Select(format => format.Name).Order(),
            classes.Select(type => ((ExportFormat)property.GetValue(Activator.CreateInstance(type))!).Name).Order());
    }
}
