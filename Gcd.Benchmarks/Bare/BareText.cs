using System.Text.Json;

namespace Gcd.Benchmarks.Bare;

/// <summary>The text of the member that the reader stands at.</summary>
internal static class BareText
{
    /// <returns>Where it stands in the page.</returns>
    public static Range Read(ref Utf8JsonReader reader, Span<byte> page)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex + 1;
        if (!reader.ValueIsEscaped)
        {
            return start..(start + reader.ValueSpan.Length);
        }

        // The unescaped text is never longer and takes the escaped one's place.
        var text = new byte[reader.ValueSpan.Length];
        var length = reader.CopyString(text);
        text.AsSpan(0, length).CopyTo(page[start..]);
        return start..(start + length);
    }
}
