using System.Text;

namespace Gcd.Infrastructure.Memory;

/// <summary>Replaces ill-formed UTF-8 by U+FFFD, as the WHATWG's decoder does, in the memory that holds it.</summary>
internal static class Utf8Repair
{
    /// <summary>How long the text is once it is repaired.</summary>
    public static long LengthOf(ReadOnlySpan<byte> text)
    {
        var length = 0L;
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var consumed);
            length += rune.Utf8SequenceLength;
            text = text[consumed..];
        }

        return length;
    }

    /// <summary>Repairs the first bytes of the memory, which is as long as the result.</summary>
    public static void InPlace(Span<byte> memory, int length)
    {
        // From the end of the memory: what is written can never overtake what is still to be read.
        var rest = memory[^length..];
        memory[..length].CopyTo(rest);
        var written = 0;
        for (ReadOnlySpan<byte> left = rest; !left.IsEmpty;)
        {
            Rune.DecodeFromUtf8(left, out var rune, out var consumed);
            left = left[consumed..];
            written += rune.EncodeToUtf8(memory[written..]);
        }
    }
}
