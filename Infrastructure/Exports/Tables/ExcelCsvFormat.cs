using System.Text;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>The table of <see cref="CsvFormat"/> for a spreadsheet that is opened by double click, at the price of exactness.</summary>
internal sealed class ExcelCsvFormat : ExportFormat
{
    // Excel takes a file without the byte order mark for the system's own encoding.
    private static readonly byte[] Header = Encoding.UTF8.GetBytes("\uFEFF" + string.Join(',', ContactColumns.Names) + "\r\n");

    public override string Name => "excel-csv";

    public override string MediaType => "text/csv; charset=utf-8";

    public override string Extension => "csv";

    public override string Description =>
        "The 19 columns for a spreadsheet opened by double click: an apostrophe keeps formulas from running and digits from getting lost.";

    public override PersonSelection Reads => ContactColumns.Reads;

    public override void Begin(ExportContext context, ref Utf8Output output) => output.Write(Header);

    public override void Write(ExportContext context, Contact contact, long index, ref Utf8Output output)
    {
        var row = new ContactRow(context, contact);
        SpreadsheetGuard.Write(ref output, context.Scratch, row[0]);
        for (var column = 1; column < ContactRow.Columns; column++)
        {
            output.Write((byte)',');
            SpreadsheetGuard.Write(ref output, context.Scratch, row[column]);
        }

        output.Write("\r\n"u8);
    }
}
