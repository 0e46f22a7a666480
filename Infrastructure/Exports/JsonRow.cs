using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Gcd.Infrastructure.Exports;

internal ref struct JsonRow(Utf8Output output) : IRow
{
    private const int LongestEscape = 6;

    // RFC 8259, section 7: these must be escaped, and nothing else needs to be.
    private static readonly SearchValues<byte> NeedsEscapes = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    // What stands between the value before and the column's own: the end of the one, the name, the start of the other.
    private static readonly byte[][] Leads =
        [.. ContactColumns.Names.Select((name, i) => Encoding.UTF8.GetBytes($"{(i == 0 ? "{" : "\",")}\"{name}\":\""))];

    private Utf8Output _output = output;
    private int _column;

    public void Write(ReadOnlySpan<byte> value)
    {
        _output.Write(Leads[_column++]);
        if (!value.IsEmpty)
        {
            WriteText(ref _output, value);
        }
    }

    public void End()
    {
        _output.Write("\"}"u8);
        _output.Flush();
    }

    /// <summary>The relaxed encoder sees only what must be escaped; it would also escape an emoji, and search a long text again and again.</summary>
    public static void WriteText(ref Utf8Output output, ReadOnlySpan<byte> text)
    {
        for (int special; (special = text.IndexOfAny(NeedsEscapes)) >= 0; text = text[(special + 1)..])
        {
            output.Write(text[..special]);
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(
                text.Slice(special, 1), output.Free(LongestEscape), out _, out var written);
            output.Advance(written);
        }

        output.Write(text);
    }
}
