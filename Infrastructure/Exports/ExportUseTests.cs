namespace Gcd.Infrastructure.Exports;

public sealed class ExportUseTests
{
    [Fact]
    public void Every_format_is_offered_for_exactly_one_use() =>
        Assert.Equal(
            ExportFormats.All.Select(format => format.Name).Order(),
            ExportUse.All.SelectMany(use => use.Formats).Select(format => format.Name).Order());
}
