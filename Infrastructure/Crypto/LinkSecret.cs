namespace Gcd.Infrastructure.Crypto;

/// <summary>
/// The secret in an export link's address: 27 random base62 characters (160 bits). Desk phones take short addresses,
/// so it has neither prefix nor checksum.
/// </summary>
internal static class LinkSecret
{
    public const int Length = 27;

    public static string Create() => Base62.Random(Length);

    /// <summary>Whether the text can be a secret at all.</summary>
    public static bool IsWellFormed(string text) => text.Length == Length && Base62.IsOnlyIn(text);
}
