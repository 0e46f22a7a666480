using Gcd.Infrastructure.Exports.Changes;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>RFC 9553: an array of Cards, one a line.</summary>
internal sealed class JsContactFormat : ExportFormat, IJsonContactFormat
{
    public override string Name => "jscontact";

    public override string MediaType => "application/json";

    public override string Extension => "json";

    public override string Description => "JSContact, the whole contact in the JSON of the newest standard, for programs.";

    public override PersonSelection Reads => CardFields.Reads;

    public override IReadOnlyList<string> Sources => ["READ_SOURCE_TYPE_CONTACT"];

    public override void Begin(ExportContext context, ref Utf8Output output) => output.Write((byte)'[');

    public override void Write(ExportContext context, Contact contact, long index, ref Utf8Output output)
    {
        if (index > 0)
        {
            output.Write(",\n"u8);
        }

        WriteObject(context, contact, ref output);
    }

    public void WriteObject(ExportContext context, Contact contact, ref Utf8Output output) => JsContactWriter.Write(context, contact, ref output);

    public override void End(ExportContext context, long total, ref Utf8Output output) => output.Write("]\n"u8);
}
