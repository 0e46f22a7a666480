using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>
/// JSON string escapes (RFC 8259, 7) to UTF-8. System.Text.Json throws on an escaped lone surrogate; here it becomes U+FFFD,
/// so that one ill-formed name never stops a download.
/// </summary>
internal static class JsonUnescaper
{
    /// <param name="escaped">The bytes between the quotes; the reader has checked that the escapes are complete.</param>
    /// <param name="output">Takes the text; it is never longer than its escaped form.</param>
    public static void Unescape(ReadOnlySpan<byte> escaped, IBufferWriter<byte> output)
    {
        while (escaped.IndexOf((byte)'\\') is >= 0 and var at)
        {
            output.Write(escaped[..at]);
            escaped = escaped[at..];
            var (rune, used) = ReadEscape(escaped);
            var room = output.GetSpan(4);
            output.Advance(rune.EncodeToUtf8(room));
            escaped = escaped[used..];
        }

        output.Write(escaped);
    }

    private static (Rune Rune, int Used) ReadEscape(ReadOnlySpan<byte> escaped)
    {
        if (escaped[1] != 'u')
        {
            return (new Rune((char)Simple(escaped[1])), 2);
        }

        var first = Unit(escaped[2..]);
        if (char.IsHighSurrogate(first) && escaped.Length >= 12 && escaped[6] == '\\' && escaped[7] == 'u' && Unit(escaped[8..]) is var second && char.IsLowSurrogate(second))
        {
            return (new Rune(first, second), 12);
        }

        return (char.IsSurrogate(first) ? Rune.ReplacementChar : new Rune(first), 6);
    }

    private static byte Simple(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };

    private static char Unit(ReadOnlySpan<byte> hex) => (char)ushort.Parse(hex[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
