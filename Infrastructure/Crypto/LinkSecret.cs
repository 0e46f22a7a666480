using System.Buffers;
using System.Security.Cryptography;

namespace Gcd.Infrastructure.Crypto;

/// <summary>
/// The secret in an export link's address: 27 random base62 characters (160 bits). Desk phones take short addresses,
/// so it has neither prefix nor checksum.
/// </summary>
internal static class LinkSecret
{
    public const int Length = 27;

    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly SearchValues<char> Alphabet = SearchValues.Create(Base62);

    public static string Create() => RandomNumberGenerator.GetString(Base62, Length);

    /// <summary>Whether the text can be a secret at all.</summary>
    public static bool IsWellFormed(string text) => text.Length == Length && !text.AsSpan().ContainsAnyExcept(Alphabet);
}
