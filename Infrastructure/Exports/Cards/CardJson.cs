using System.Buffers.Text;
using Gcd.Infrastructure.Exports.Text;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>JSON text, with the commas where they belong.</summary>
internal ref struct CardJson(Utf8Output output)
{
    private Utf8Output output = output;
    private bool needsComma;

    /// <summary>Where the text went; to be taken back at its end.</summary>
    public readonly Utf8Output Output => output;

    /// <summary>A name of the standard, which needs no escapes.</summary>
    public void Name(scoped ReadOnlySpan<byte> name)
    {
        output.Write(needsComma ? ",\""u8 : "\""u8);
        output.Write(name);
        output.Write("\":"u8);
        needsComma = false;
    }

    /// <summary>A name that somebody gave.</summary>
    public void Key(scoped ReadOnlySpan<byte> plain)
    {
        Text(plain);
        output.Write((byte)':');
        needsComma = false;
    }

    /// <summary>The name of an entry in a map that JSContact wants to have names.</summary>
    public void Name(int number)
    {
        output.Write(needsComma ? ",\""u8 : "\""u8);
        WriteDigits(number);
        output.Write("\":"u8);
        needsComma = false;
    }

    /// <param name="bracket">Of an object or a list.</param>
    public void Open(char bracket)
    {
        Separate();
        output.Write((byte)bracket);
        needsComma = false;
    }

    public void Close(char bracket)
    {
        output.Write((byte)bracket);
        needsComma = true;
    }

    public void Text(scoped ReadOnlySpan<byte> plain)
    {
        Separate();
        output.Write((byte)'"');
        JsonText.Write(ref output, plain);
        output.Write((byte)'"');
        needsComma = true;
    }

    public void Number(int number)
    {
        Separate();
        WriteDigits(number);
        needsComma = true;
    }

    /// <summary>The beginning of an object, up to a value.</summary>
    public void Begin(scoped ReadOnlySpan<byte> start)
    {
        Separate();
        output.Write(start);
        needsComma = false;
    }

    /// <summary>Values, or members of an object, that are JSON already.</summary>
    public void Raw(scoped ReadOnlySpan<byte> json)
    {
        output.Write(json);
        needsComma = true;
    }

    private void Separate()
    {
        if (needsComma)
        {
            output.Write((byte)',');
        }
    }

    private void WriteDigits(int number)
    {
        if (number < 10)
        {
            output.Write((byte)('0' + number));
            return;
        }

        Span<byte> digits = stackalloc byte[11];
        Utf8Formatter.TryFormat(number, digits, out var length);
        output.Write(digits[..length]);
    }
}
