using System.Buffers.Text;
using System.Text;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>A lone surrogate escape, which System.Text.Json refuses to read, becomes U+FFFD here.</summary>
internal static class JsonEscapes
{
    private const int HexDigits = 4;

    /// <summary>Turns the content of a JSON string, already tokenised, into UTF-8 that is never longer; returns its length.</summary>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> text)
    {
        var written = 0;
        for (int slash; (slash = raw.IndexOf((byte)'\\')) >= 0;)
        {
            raw[..slash].CopyTo(text[written..]);
            written += slash;
            var kind = raw[slash + 1];
            raw = raw[(slash + 2)..];
            if (kind == 'u')
            {
                written += TakeRune(ref raw).EncodeToUtf8(text[written..]);
            }
            else
            {
                text[written++] = Unescape(kind);
            }
        }

        raw.CopyTo(text[written..]);
        return written + raw.Length;
    }

    private static byte Unescape(byte kind) => kind switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => kind,
    };

    // A high surrogate is used up only together with its low one: what follows a lone one is text of its own.
    private static Rune TakeRune(ref ReadOnlySpan<byte> raw)
    {
        var first = Hex(raw);
        raw = raw[HexDigits..];
        if (Rune.TryCreate(first, out var rune))
        {
            return rune;
        }

        if (raw.StartsWith("\\u"u8) && Rune.TryCreate(first, Hex(raw[2..]), out rune))
        {
            raw = raw[(2 + HexDigits)..];
            return rune;
        }

        return Rune.ReplacementChar;
    }

    private static char Hex(ReadOnlySpan<byte> raw) =>
        Utf8Parser.TryParse(raw[..HexDigits], out ushort unit, out _, 'x') ? (char)unit : '\uFFFD';
}
