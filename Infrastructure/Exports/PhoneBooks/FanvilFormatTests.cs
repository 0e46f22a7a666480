using System.Xml.Linq;

namespace Gcd.Infrastructure.Exports.PhoneBooks;

public sealed class FanvilFormatTests : PhoneBookTests
{
    private protected override ExportFormat Format { get; } = ExportFormats.Find("fanvil")!;

    protected override string EntryElement => "DirectoryEntry";

    protected override IEnumerable<string> NumbersOf(XElement entry) => entry.Elements("Telephone").Select(number => number.Value);

    [Fact]
    public void The_layout_is_Yealinks_under_a_root_of_its_own() =>
        Assert.Equal(
            FilesForTests.Write("yealink", Page("""{"phoneNumbers":[{"value":"1","type":"home"}]}""")).Replace("Yealink", "Fanvil", StringComparison.Ordinal),
            FilesForTests.Write("fanvil", Page("""{"phoneNumbers":[{"value":"1","type":"home"}]}""")));
}
