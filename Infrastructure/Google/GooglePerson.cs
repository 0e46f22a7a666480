using System.Globalization;
using System.Text;

namespace Gcd.Infrastructure.Google;

/// <summary>Who signed in, by a verified ID token.</summary>
internal sealed record GooglePerson(string Sub, string Email, bool IsEmailVerified)
{
    // OpenID Connect Core 1.0, 2; Google's subjects have 21 digits.
    private const int LongestSubject = 255;

    // 64 before the @ and 255 after it (RFC 5321, 4.5.3.1). In bytes: LiteDB's keys end at 1,023 of them.
    private const int LongestAddress = 320;

    public static bool IsSubject(string text) => text.Length is > 0 and <= LongestSubject && text.All(c => c is > ' ' and <= '~');

    /// <summary>Whether stores, headers, logs and pages can hold the address: it has no controls, line breaks or ill-formed text.</summary>
    public static bool IsAddress(string text) => Encoding.UTF8.GetByteCount(text) is > 0 and <= LongestAddress && text.EnumerateRunes().All(IsPrintable);

    private static bool IsPrintable(Rune rune) =>
        rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
