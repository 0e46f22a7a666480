namespace Gcd.Infrastructure.Crypto;

/// <summary>
/// The form of a secret that the earlier service gave out, in URL-safe base64 without padding (RFC 4648, 5): 32 random bytes, or 48 in
/// the addresses of its later version.
/// </summary>
internal static class EarlierToken
{
    /// <summary>Whether the text can be a secret at all.</summary>
    public static bool IsWellFormed(string text) => text.Length is 43 or 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
