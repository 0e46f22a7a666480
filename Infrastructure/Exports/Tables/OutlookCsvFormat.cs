using System.Text;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>What Outlook for Windows imports without being told what is what. UTF-8 without a byte order mark, which would spoil its first column.</summary>
internal sealed class OutlookCsvFormat : ExportFormat
{
    private static readonly byte[] Header = Encoding.UTF8.GetBytes(string.Join(',', OutlookColumns.Names) + "\r\n");

    public override string Name => "outlook-csv";

    public override string MediaType => "text/csv; charset=utf-8";

    public override string Extension => "csv";

    public override string Description => "The table that Outlook imports, with labels as its categories; what it has no column for goes to the notes.";

    public override PersonSelection Reads { get; } =
        new([.. WideColumns.Reads.Parts.Where(part => part.Field != PersonSchema.Photos)]);

    public override IReadOnlyList<string> Sources => ["READ_SOURCE_TYPE_CONTACT"];

    public override void Begin(ExportContext context, ref Utf8Output output) => output.Write(Header);

    public override void Write(ExportContext context, Contact contact, long index, ref Utf8Output output)
    {
        var row = new TableRow(context, contact, stackalloc TextRange[OutlookColumns.Count]);
        new OutlookRow(row).Fill();
        TableText.Write(ref output, row, OutlookColumns.Count);
    }
}
