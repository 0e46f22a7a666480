using System.Security.Cryptography;
using Gcd.Infrastructure.Crypto;

namespace Gcd.Infrastructure.Commands;

/// <summary>
/// Shows which main key somebody has, without the key. A passphrase becomes another key under every salt, and only the
/// process that has the store open knows the store's, so the fingerprint brings a salt of its own.
/// </summary>
/// <param name="Salt">16 random bytes.</param>
/// <param name="Id">The key's id under this salt.</param>
internal sealed record KeyFingerprint(byte[] Salt, string Id)
{
    // Argon2id's, as in the store.
    private const int SaltSize = 16;

    public static KeyFingerprint Of(string configured)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return new KeyFingerprint(salt, IdOf(configured, salt));
    }

    public bool IsOf(string configured) => Salt is { Length: SaltSize } && Id == IdOf(configured, Salt);

    private static string IdOf(string configured, byte[] salt)
    {
        using var key = MasterKey.Derive(configured, salt);
        return key.Id.ToString();
    }
}
