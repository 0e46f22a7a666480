using System.Globalization;
using System.Text;
using Gcd.Infrastructure.Exports.Changes;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>One object: the user's address, the contacts with every column as a string, and how many there are.</summary>
internal sealed class JsonFormat : ExportFormat, IJsonContactFormat
{
    // What stands between the value before and the column's own: the end of the one, the name, the start of the other.
    private static readonly byte[][] Leads =
        [.. ContactColumns.Names.Select((name, i) => Encoding.UTF8.GetBytes($"{(i == 0 ? "{" : "\",")}\"{name}\":\""))];

    public override string Name => "json";

    public override string MediaType => "application/json; charset=utf-8";

    public override string Extension => "json";

    public override string Description => "The same 19 columns as one JSON object, for programs.";

    public override PersonSelection Reads => ContactColumns.Reads;

    public override void Begin(ExportContext context, ref Utf8Output output)
    {
        output.Write("{\"user_email\":\""u8);
        JsonText.Write(ref output, Encoding.UTF8.GetBytes(context.UserEmail));
        output.Write("\",\"contacts\":["u8);
    }

    // A contact a line: no larger, and line tools can read it.
    public override void Write(ExportContext context, Contact contact, long index, ref Utf8Output output)
    {
        if (index > 0)
        {
            output.Write(",\n"u8);
        }

        WriteObject(context, contact, ref output);
    }

    public void WriteObject(ExportContext context, Contact contact, ref Utf8Output output)
    {
        var row = new ContactRow(context, contact);
        for (var column = 0; column < ContactRow.Columns; column++)
        {
            output.Write(Leads[column]);
            JsonText.Write(ref output, row[column]);
        }

        output.Write("\"}"u8);
    }

    public override void End(ExportContext context, long total, ref Utf8Output output) =>
        output.Write(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"],\"total_contacts\":{total}}}\n")));
}
