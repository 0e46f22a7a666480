using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports;

/// <summary>
/// Gives values of the page as plain UTF-8. What holds no escapes is a slice of the page; what must be unescaped or
/// composed is built in a buffer that is reused for the next contact.
/// </summary>
internal sealed class PlainText
{
    // Spans handed out stay good when the buffer grows: they keep the old one alive, and it is not written again.
    private byte[] _buffer = new byte[1024];

    public int Length { get; private set; }

    public void Clear() => Length = 0;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> page, TextRange text)
    {
        if (!text.HasEscapes)
        {
            return text.In(page);
        }

        var start = Length;
        Append(page, text);
        return From(start);
    }

    /// <summary>What was appended since the length was <paramref name="start"/>.</summary>
    public ReadOnlySpan<byte> From(int start) => _buffer.AsSpan(start, Length - start);

    public void Truncate(int length) => Length = length;

    public void Append(ReadOnlySpan<byte> page, TextRange text)
    {
        var raw = text.In(page);
        if (text.HasEscapes)
        {
            Length += JsonText.Unescape(raw, Free(raw.Length));
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
        if (size > _buffer.Length - Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + size));
        }

        return _buffer.AsSpan(Length);
    }
}
