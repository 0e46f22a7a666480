using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Text;

/// <summary>
/// Gives values of the page as plain UTF-8. What holds no escapes is a slice of the page; what must be unescaped or
/// composed is built in a buffer that is reused for the next contact.
/// </summary>
internal sealed class PlainText
{
    // Spans handed out stay good when the buffer grows: they keep the old one alive, and it is not written again.
    private byte[] buffer = new byte[1024];

    public int Length { get; private set; }

    public void Clear() => Length = 0;

    /// <param name="raw">The content of a JSON string.</param>
    /// <param name="hasEscapes">Whether there is anything to unescape.</param>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> raw, bool hasEscapes)
    {
        if (!hasEscapes)
        {
            return raw;
        }

        var start = Length;
        Append(raw, hasEscapes);
        return From(start);
    }

    public ReadOnlySpan<byte> Slice(int start, int length) => buffer.AsSpan(start, length);

    /// <summary>What was appended since the length was <paramref name="start"/>.</summary>
    public ReadOnlySpan<byte> From(int start) => buffer.AsSpan(start, Length - start);

    public void Truncate(int length) => Length = length;

    public void Append(ReadOnlySpan<byte> raw, bool hasEscapes)
    {
        if (hasEscapes)
        {
            Length += JsonEscapes.Unescape(raw, Free(raw.Length));
        }
        else
        {
            Append(raw);
        }
    }

    public void Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Free(text.Length));
        Length += text.Length;
    }

    /// <summary>Appends a number with leading zeros.</summary>
    public void Append(int number, int digits)
    {
        var free = Free(digits);
        for (var i = digits - 1; i >= 0; i--)
        {
            free[i] = (byte)('0' + number % 10);
            number /= 10;
        }

        Length += digits;
    }

    private Span<byte> Free(int size)
    {
        if (size > buffer.Length - Length)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, Length + size));
        }

        return buffer.AsSpan(Length);
    }
}
