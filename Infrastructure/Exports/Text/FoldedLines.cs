using System.Buffers;

namespace Gcd.Infrastructure.Exports.Text;

/// <summary>
/// One content line of iCalendar (RFC 5545, section 3.1) or vCard (RFC 6350, section 3.2): it goes on in the next line, behind a blank,
/// before it is longer than 75 octets, and never in the middle of a character.
/// </summary>
internal struct FoldedLines
{
    private const int Longest = 75;

    // A horizontal tab is no control character to the RFCs.
    private static readonly SearchValues<byte> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(control => control != '\t').Select(control => (byte)control), 0x7f, (byte)'\\', (byte)',', (byte)';']);

    private int used;

    /// <summary>Writes UTF-8 that is well-formed for the line: a name, parameters, digits.</summary>
    public void Write(ref Utf8Output output, scoped ReadOnlySpan<byte> text)
    {
        while (text.Length > Longest - used)
        {
            var fits = Longest - used;
            while (fits > 0 && IsContinuation(text[fits]))
            {
                fits--;
            }

            output.Write(text[..fits]);
            Fold(ref output);
            text = text[fits..];
        }

        output.Write(text);
        used += text.Length;
    }

    /// <summary>Writes a value of the type TEXT. Control characters, which it cannot hold, are left out.</summary>
    public void WriteText(ref Utf8Output output, scoped ReadOnlySpan<byte> text)
    {
        for (int special; (special = text.IndexOfAny(Special)) >= 0; text = text[(special + 1)..])
        {
            Write(ref output, text[..special]);
            switch (text[special])
            {
                case (byte)'\\' or (byte)',' or (byte)';':
                    WriteEscaped(ref output, text[special]);
                    break;
                case (byte)'\n':
                    WriteEscaped(ref output, (byte)'n');
                    break;
                case (byte)'\r' when special + 1 == text.Length || text[special + 1] != '\n':
                    WriteEscaped(ref output, (byte)'n');
                    break;
            }
        }

        Write(ref output, text);
    }

    public void End(ref Utf8Output output)
    {
        output.Write("\r\n"u8);
        used = 0;
    }

    // Together: not every reader unfolds before it unescapes.
    private void WriteEscaped(ref Utf8Output output, byte sign)
    {
        if (used + 2 > Longest)
        {
            Fold(ref output);
        }

        output.Write((byte)'\\');
        output.Write(sign);
        used += 2;
    }

    private void Fold(ref Utf8Output output)
    {
        output.Write("\r\n "u8);
        used = 1;
    }

    private static bool IsContinuation(byte utf8) => (utf8 & 0xc0) == 0x80;
}
