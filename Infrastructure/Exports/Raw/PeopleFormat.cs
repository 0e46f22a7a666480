using System.Buffers;
using Gcd.Infrastructure.Exports.Changes;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Raw;

/// <summary>Google's own Person objects, one a line, byte for byte as Google sent them.</summary>
internal sealed class PeopleFormat : ExportFormat, IJsonContactFormat
{
    // A string of JSON holds none unescaped, so they can only be blanks between its tokens (RFC 8259, sections 2 and 7).
    private static readonly SearchValues<byte> LineBreaks = SearchValues.Create("\r\n"u8);

    public override string Name => "people";

    public override string MediaType => "application/x-ndjson";

    public override string Extension => "ndjson";

    public override string Description => "A complete backup: every contact as Google itself describes it, one JSON object a line.";

    public override PersonSelection Reads => PersonSelection.Whole;

    public override IReadOnlyList<string> Sources => ["READ_SOURCE_TYPE_CONTACT"];

    public override void Write(ExportContext context, Contact contact, long index, ref Utf8Output output)
    {
        WriteObject(context, contact, ref output);
        output.Write((byte)'\n');
    }

    public void WriteObject(ExportContext context, Contact contact, ref Utf8Output output)
    {
        var person = contact.Raw(contact.Whole);
        for (int end; (end = person.IndexOfAny(LineBreaks)) >= 0; person = person[(end + 1)..])
        {
            output.Write(person[..end]);
        }

        output.Write(person);
    }
}
