using System.IO.Hashing;
using System.Text;

namespace Gcd.Infrastructure.Crypto;

/// <summary>
/// The form of a Bearer token: <c>gcd_</c>, 43 random base62 characters (256 bits), 6 base62 characters of CRC-32.
/// The prefix lets secret scanners find a leaked token; the checksum tells a typing error without asking the store.
/// </summary>
internal static class BearerToken
{
    public const int Length = 53;

    private const string Prefix = "gcd_";
    private const int RandomLength = 43;
    private const int ChecksumLength = 6;

    public static string Create()
    {
        var body = Prefix + Base62.Random(RandomLength);
        return body + Checksum(body);
    }

    /// <summary>Whether the text can be a token at all.</summary>
    public static bool IsWellFormed(string text) =>
        text.Length == Length
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && Base62.IsOnlyIn(text.AsSpan(Prefix.Length))
        && text.AsSpan(Length - ChecksumLength).SequenceEqual(Checksum(text.AsSpan(0, Length - ChecksumLength)));

    private static string Checksum(ReadOnlySpan<char> body)
    {
        Span<byte> bytes = stackalloc byte[Prefix.Length + RandomLength];
        Encoding.ASCII.GetBytes(body, bytes);
        return string.Create(ChecksumLength, Crc32.HashToUInt32(bytes), static (digits, crc) =>
        {
            for (var i = digits.Length - 1; i >= 0; i--)
            {
                digits[i] = Base62.Digits[(int)(crc % 62)];
                crc /= 62;
            }
        });
    }
}
