using System.Xml.Linq;

namespace Gcd.Infrastructure.Exports.PhoneBooks;

public sealed class YealinkFormatTests : PhoneBookTests
{
    private protected override ExportFormat Format { get; } = ExportFormats.Find("yealink")!;

    protected override string EntryElement => "DirectoryEntry";

    protected override IEnumerable<string> NumbersOf(XElement entry) => entry.Elements("Telephone").Select(number => number.Value);

    [Fact]
    public void A_contact_is_one_entry_whose_numbers_are_named() =>
        Assert.Equal(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <YealinkIPPhoneDirectory>
            <DirectoryEntry><Name>Zoë &amp; Co</Name><Telephone label="Cellulare">+391</Telephone><Telephone label="&lt;Oma&gt;">2</Telephone><Telephone>3</Telephone></DirectoryEntry>
            </YealinkIPPhoneDirectory>

            """,
            FilesForTests.Write("yealink", Page(
                """
                {"names":[{"displayName":"Zoë & Co"}],"phoneNumbers":[{"value":"1","canonicalForm":"+391","type":"mobile","formattedType":"Cellulare"},
                {"value":"2","type":"<Oma>"},{"value":"3"}]}
                """)));
}
