using System.Buffers;
using System.Text.Encodings.Web;

namespace Gcd.Infrastructure.Exports.Text;

/// <summary>The content of JSON strings, without their quotes.</summary>
internal static class JsonText
{
    private const int LongestEscape = 6;

    // RFC 8259, section 7: these must be escaped, and nothing else needs to be.
    private static readonly SearchValues<byte> NeedsEscapes = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    /// <summary>The relaxed encoder sees only what must be escaped; it would also escape an emoji, and search a long text again and again.</summary>
    public static void Write(ref Utf8Output output, scoped ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        for (int special; (special = text.IndexOfAny(NeedsEscapes)) >= 0; text = text[(special + 1)..])
        {
            output.Write(text[..special]);
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(
                text.Slice(special, 1), output.Free(LongestEscape), out _, out var written);
            output.Advance(written);
        }

        output.Write(text);
    }
}
