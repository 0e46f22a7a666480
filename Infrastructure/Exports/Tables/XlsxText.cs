using System.Buffers;
using System.Text;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>Text as a cell of a workbook holds it, in memory that is used again for the next row.</summary>
internal sealed class XlsxText
{
    /// <summary>Excel takes no more characters in a cell.</summary>
    public const int Longest = 32_767;

    /// <summary>The end of a text that was cut.</summary>
    public const char Cut = '…';

    // XML 1.0 has no place for the control characters and these two, not even as references.
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(control => (char)control).Except(['\t', '\n']), '\uFFFE', '\uFFFF', '_']);

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789ABCDEFabcdef");

    private char[] buffer = new char[4096];
    private int used;

    public void Clear() => used = 0;

    public ReadOnlyMemory<char> Of(ReadOnlySpan<byte> text)
    {
        var start = used;
        Reserve(text.Length);
        used += Encoding.UTF8.GetChars(text, buffer.AsSpan(used));
        if (buffer.AsSpan(start, used - start).ContainsAny(Special))
        {
            Rewrite(start);
        }

        if (used - start > Longest)
        {
            used = start + Longest - 1;
            used -= char.IsHighSurrogate(buffer[used - 1]) ? 1 : 0;
            buffer[used++] = Cut;
        }

        return buffer.AsMemory(start, used - start);
    }

    // Line breaks become LF, as a cell has them (and an XML reader would make them so); what XML cannot hold shows that something was there.
    private void Rewrite(int from)
    {
        // An escape of seven characters grows by six.
        var end = used;
        Reserve((end - from) * 2);
        var text = buffer;
        for (var i = from; i < end; i++)
        {
            var unit = text[i];
            if (unit == '\r')
            {
                if (i + 1 < end && text[i + 1] == '\n')
                {
                    continue;
                }

                unit = '\n';
            }
            else if (unit == '_' && IsEscape(text.AsSpan(i, end - i)))
            {
                "_x005F".CopyTo(buffer.AsSpan(used));
                used += 6;
            }
            else if (unit is < ' ' and not '\t' and not '\n' or '\uFFFE' or '\uFFFF')
            {
                unit = '\uFFFD';
            }

            buffer[used++] = unit;
        }

        buffer.AsSpan(end, used - end).CopyTo(buffer.AsSpan(from));
        used -= end - from;
    }

    // Office reads _x0041_ as the letter A (ECMA-376, ST_Xstring), unless its first sign is written so itself.
    private static bool IsEscape(ReadOnlySpan<char> text) =>
        text.Length >= 7 && text[1] == 'x' && text[6] == '_' && text[2..6].IndexOfAnyExcept(Hexadecimal) < 0;

    private void Reserve(int size)
    {
        if (buffer.Length - used < size)
        {
            // Cells handed out keep the memory before, which is not written again.
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, used + size));
        }
    }
}
