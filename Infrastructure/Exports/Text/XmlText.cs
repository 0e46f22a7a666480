using System.Buffers;

namespace Gcd.Infrastructure.Exports.Text;

/// <summary>Text of XML 1.0 that stays on one line, for the content of elements and for attributes in double quotes.</summary>
internal static class XmlText
{
    private const int NoncharacterLength = 3;

    // What XML 1.0 has no way to write (its section 2.2): control characters, U+FFFE and U+FFFF, which begin with EF in UTF-8.
    private static readonly SearchValues<byte> Special =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), .. "&<>\""u8, 0xEF]);

    /// <summary>A line break or a tab becomes a blank; what cannot be written is left out.</summary>
    public static void Write(ref Utf8Output output, scoped ReadOnlySpan<byte> text)
    {
        for (int special; (special = text.IndexOfAny(Special)) >= 0;)
        {
            output.Write(text[..special]);
            text = text[special..];
            if (IsNoncharacter(text))
            {
                text = text[NoncharacterLength..];
                continue;
            }

            output.Write(text[0] switch
            {
                (byte)'&' => "&amp;"u8,
                (byte)'<' => "&lt;"u8,
                (byte)'>' => "&gt;"u8,
                (byte)'"' => "&quot;"u8,
                (byte)'\r' when text.StartsWith("\r\n"u8) => [],
                (byte)'\r' or (byte)'\n' or (byte)'\t' => " "u8,
                < 0x20 => [],
                _ => text[..1],
            });
            text = text[1..];
        }

        output.Write(text);
    }

    /// <summary>Whether nothing but blanks would be written.</summary>
    public static bool IsBlank(scoped ReadOnlySpan<byte> text)
    {
        int visible;
        while ((visible = text.IndexOfAnyExceptInRange((byte)0, (byte)' ')) >= 0 && IsNoncharacter(text[visible..]))
        {
            text = text[(visible + NoncharacterLength)..];
        }

        return visible < 0;
    }

    private static bool IsNoncharacter(scoped ReadOnlySpan<byte> text) => text is [0xEF, 0xBF, 0xBE or 0xBF, ..];
}
