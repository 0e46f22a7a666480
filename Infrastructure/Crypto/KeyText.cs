using System.Buffers.Text;

namespace Gcd.Infrastructure.Crypto;

/// <summary>Recognises a key given as base64 (RFC 4648 section 4) or base64url (section 5), padded or not.</summary>
internal static class KeyText
{
    private const int LongestText = 44;

    public static bool TryDecode32Bytes(string text, Span<byte> key)
    {
        if (text.Length is not (43 or LongestText))
        {
            return false;
        }

        var url = text.Replace('+', '-').Replace('/', '_').TrimEnd('=');
        return url.Length == 43
            && Base64Url.IsValid(url)
            && Base64Url.TryDecodeFromChars(url, key, out var written)
            && written == key.Length;
    }
}
