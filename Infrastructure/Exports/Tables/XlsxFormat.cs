using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>A workbook of one sheet whose cells are all text, so that no formula can run and no digit is lost.</summary>
internal sealed class XlsxFormat : ExportFormat
{
    public override string Name => "xlsx";

    public override string MediaType => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public override string Extension => "xlsx";

    public override string Description => "A workbook for Excel and LibreOffice with every field, where each value is plain text.";

    public override PersonSelection Reads => WideColumns.Reads;

    public override IReadOnlyList<string> Sources => ["READ_SOURCE_TYPE_CONTACT"];

    /// <summary>What was compressed cannot be taken back.</summary>
    public override bool NeedsWholePages => true;

    public override void Begin(ExportContext context, ref Utf8Output output) => context.State = new Workbook();

    public override void Write(ExportContext context, Contact contact, long index, ref Utf8Output output)
    {
        var row = new TableRow(context, contact, stackalloc TextRange[XlsxColumns.Cells]);
        WideColumns.Fill(row).Close();
        row.Set(XlsxColumns.FullName, NameParts.Full(contact.Names.Primary));
        row.Set(XlsxColumns.ResourceName, contact.ResourceName);
        LabelsCell.FillAsText(row, WideColumns.Labels);
        ((Workbook)context.State!).Add(row, ref output);
    }

    public override void End(ExportContext context, long total, ref Utf8Output output) => ((Workbook)context.State!).Finish(ref output);
}
