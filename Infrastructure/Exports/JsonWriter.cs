using System.Buffers;
using System.Globalization;
using System.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports;

internal sealed class JsonWriter : IContactWriter
{
    private readonly ContactColumns _columns = new();
    private IBufferWriter<byte>? _page;
    private bool _first;

    public void Begin(IBufferWriter<byte> output, string userEmail)
    {
        var text = new Utf8Output(output);
        text.Write("{\"user_email\":\""u8);
        JsonRow.WriteText(ref text, Encoding.UTF8.GetBytes(userEmail));
        text.Write("\",\"contacts\":["u8);
        text.Flush();
    }

    public void BeginPage(IBufferWriter<byte> output, long contactsBefore)
    {
        _page = output;
        _first = contactsBefore == 0;
    }

    // A contact a line: no larger, and line tools can read it.
    public void Write(Contact contact)
    {
        var text = new Utf8Output(_page ?? throw new InvalidOperationException("BeginPage comes before the contacts."));
        if (!_first)
        {
            text.Write(",\n"u8);
        }

        _first = false;
        var row = new JsonRow(text);
        _columns.Write(contact, ref row);
        row.End();
    }

    public void End(IBufferWriter<byte> output, long total) =>
        output.Write(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"],\"total_contacts\":{total}}}\n")));
}
