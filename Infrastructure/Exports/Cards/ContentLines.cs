using System.Buffers;
using System.Buffers.Text;
using Gcd.Infrastructure.Exports.Text;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>The content lines of vCard (RFC 2426, RFC 6350): ended by CRLF, and folded at 75 octets, never inside a character.</summary>
internal ref struct ContentLines(Utf8Output output)
{
    private const int Longest = 75;
    private const int LongestCharacter = 4;

    // A tab is the one control character that text may hold.
    private static readonly byte[] Controls = [.. Enumerable.Range(0, 0x20).Where(control => control != '\t').Append(0x7F).Select(control => (byte)control)];

    // RFC 6350, section 3.4, leaves it open whether a semicolon is escaped here, and ical.js would show the backslash.
    private static readonly SearchValues<byte> SpecialInText = SearchValues.Create([.. Controls, (byte)'\\', (byte)',']);

    private static readonly SearchValues<byte> SpecialInComponent = SearchValues.Create([.. Controls, (byte)'\\', (byte)',', (byte)';']);

    private static readonly SearchValues<byte> SpecialInParameter = SearchValues.Create([.. Controls, (byte)'^', (byte)'"']);

    // What a reader could take for the end of the address, for an escape, or for the next value.
    private static readonly SearchValues<byte> SpecialInUri = SearchValues.Create([.. Controls, (byte)'\t', (byte)' ', (byte)'\\', (byte)'"']);

    private static readonly SearchValues<byte> SpecialInUserName = SearchValues.Create([.. Controls, .. "\t \\\"<>^`{|}%,;?#"u8]);

    private Utf8Output output = output;
    private int column;

    /// <summary>Where the lines went; to be taken back at their end.</summary>
    public readonly Utf8Output Output => output;

    /// <param name="name">With its parameters, if they are fixed.</param>
    /// <param name="group">Lines of one number belong together, as Apple writes it (item1.TEL, item1.X-ABLabel); 0 for none.</param>
    public void Begin(scoped ReadOnlySpan<byte> name, int group = 0)
    {
        if (group > 0)
        {
            Span<byte> number = stackalloc byte[11];
            Utf8Formatter.TryFormat(group, number, out var digits);
            Write("item"u8);
            Write(number[..digits]);
            Write("."u8);
        }

        Write(name);
    }

    public void End()
    {
        output.Write("\r\n"u8);
        column = 0;
    }

    /// <summary>Text as it is, which may be folded anywhere.</summary>
    public void Write(scoped ReadOnlySpan<byte> text)
    {
        if (text.Length > Longest - column)
        {
            text = text[Fold(text)..];
        }

        output.Write(text);
        column += text.Length;
    }

    /// <summary>A value, or one of a list.</summary>
    public void WriteText(scoped ReadOnlySpan<byte> plain) => WriteEscaped(plain, SpecialInText);

    /// <summary>A part of a structured value, such as N, between semicolons.</summary>
    public void WriteComponent(scoped ReadOnlySpan<byte> plain) => WriteEscaped(plain, SpecialInComponent);

    /// <summary>A line break within a text.</summary>
    public void WriteBreak() => WriteTogether("\\n"u8);

    /// <summary>A parameter's value in quotes, escaped as RFC 6868 says.</summary>
    public void WriteParameter(scoped ReadOnlySpan<byte> plain)
    {
        WriteTogether("\""u8);
        for (int special; (special = plain.IndexOfAny(SpecialInParameter)) >= 0; plain = plain[(special + 1)..])
        {
            Write(plain[..special]);
            switch (plain[special])
            {
                case (byte)'^':
                    WriteTogether("^^"u8);
                    break;
                case (byte)'"':
                    WriteTogether("^'"u8);
                    break;
                case (byte)'\n':
                case (byte)'\r' when !plain[(special + 1)..].StartsWith("\n"u8):
                    WriteTogether("^n"u8);
                    break;
            }
        }

        Write(plain);
        WriteTogether("\""u8);
    }

    /// <summary>An address of the web as it is, but for what could end the line or the value.</summary>
    public void WriteUri(scoped ReadOnlySpan<byte> plain) => WritePercentEncoded(plain, SpecialInUri);

    /// <summary>What follows the scheme in an address of a messaging service.</summary>
    public void WriteUserName(scoped ReadOnlySpan<byte> plain) => WritePercentEncoded(plain, SpecialInUserName);

    private void WriteEscaped(scoped ReadOnlySpan<byte> plain, SearchValues<byte> specials)
    {
        for (int special; (special = plain.IndexOfAny(specials)) >= 0; plain = plain[(special + 1)..])
        {
            Write(plain[..special]);
            switch (plain[special])
            {
                case (byte)'\\' or (byte)',' or (byte)';':
                    WriteTogether([(byte)'\\', plain[special]]);
                    break;
                case (byte)'\n':
                case (byte)'\r' when !plain[(special + 1)..].StartsWith("\n"u8):
                    WriteBreak();
                    break;
            }
        }

        Write(plain);
    }

    private void WritePercentEncoded(scoped ReadOnlySpan<byte> plain, SearchValues<byte> specials)
    {
        for (int special; (special = plain.IndexOfAny(specials)) >= 0; plain = plain[(special + 1)..])
        {
            Write(plain[..special]);
            WriteTogether([(byte)'%', "0123456789ABCDEF"u8[plain[special] >> 4], "0123456789ABCDEF"u8[plain[special] & 15]]);
        }

        Write(plain);
    }

    // An escape could be cut too, but not every reader unfolds before it looks for escapes.
    private void WriteTogether(scoped ReadOnlySpan<byte> text)
    {
        if (text.Length > Longest - column)
        {
            BeginFold();
        }

        output.Write(text);
        column += text.Length;
    }

    /// <summary>Writes as many lines as the text fills, and returns how much of it they took; the rest fits into the line begun.</summary>
    private int Fold(scoped ReadOnlySpan<byte> text)
    {
        var start = 0;
        while (text.Length - start > Longest - column)
        {
            var full = start + Longest - column;
            var cut = full;
            while (cut > start && full - cut < LongestCharacter - 1 && IsWithinCharacter(text[cut]))
            {
                cut--;
            }

            output.Write(text[start..cut]);
            BeginFold();
            start = cut;
        }

        return start;
    }

    private void BeginFold()
    {
        output.Write("\r\n "u8);
        column = 1;
    }

    private static bool IsWithinCharacter(byte value) => (value & 0xC0) == 0x80;
}
