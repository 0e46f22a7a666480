using System.Text;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>What Google Contacts writes and reads as "Google CSV" today. Its importer finds columns by name, so groups that are not used do no harm.</summary>
internal sealed class GoogleCsvFormat : ExportFormat
{
    private static readonly byte[] Header = Encoding.UTF8.GetBytes(string.Join(',', WideColumns.Names) + "\r\n");

    public override string Name => "google-csv";

    public override string MediaType => "text/csv; charset=utf-8";

    public override string Extension => "csv";

    public override string Description => "The table that Google Contacts itself exports and imports, with labels and every field.";

    public override PersonSelection Reads => WideColumns.Reads;

    public override IReadOnlyList<string> Sources => ["READ_SOURCE_TYPE_CONTACT"];

    public override void Begin(ExportContext context, ref Utf8Output output) => output.Write(Header);

    public override void Write(ExportContext context, Contact contact, long index, ref Utf8Output output)
    {
        var row = new TableRow(context, contact, stackalloc TextRange[WideColumns.Count]);
        var others = WideColumns.Fill(row);
        others.AddFullName();
        others.Close();
        LabelsCell.FillAsGoogle(row, WideColumns.Labels);
        MarkFirstEmail(row);
        TableText.Write(ref output, row, WideColumns.Count);
    }

    // Google's files have the sign before the label of the primary address, also where there is no label.
    private static void MarkFirstEmail(TableRow row)
    {
        if (row.Contact.EmailAddresses.Count > 0)
        {
            var start = row.Plain.Length;
            row.Plain.Append("* "u8);
            row.Plain.Append(row[WideColumns.Emails.First]);
            row.SetFrom(WideColumns.Emails.First, start);
        }
    }
}
