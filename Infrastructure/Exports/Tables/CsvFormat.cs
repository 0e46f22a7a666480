using System.Text;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>RFC 4180 in UTF-8 without a byte order mark; the header line is always there.</summary>
internal sealed class CsvFormat : ExportFormat
{
    private static readonly byte[] Header = Encoding.UTF8.GetBytes(string.Join(',', ContactColumns.Names) + "\r\n");

    public override string Name => "csv";

    public override string MediaType => "text/csv; charset=utf-8";

    public override string Extension => "csv";

    public override string Description => "A table of 19 columns for spreadsheets and programs, with a header line and the exact values.";

    public override PersonSelection Reads => ContactColumns.Reads;

    public override void Begin(ExportContext context, ref Utf8Output output) => output.Write(Header);

    public override void Write(ExportContext context, Contact contact, long index, ref Utf8Output output)
    {
        var row = new ContactRow(context, contact);
        CsvText.Write(ref output, row[0]);
        for (var column = 1; column < ContactRow.Columns; column++)
        {
            output.Write((byte)',');
            CsvText.Write(ref output, row[column]);
        }

        output.Write("\r\n"u8);
    }
}
