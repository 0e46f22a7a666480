using System.Text;
using NSec.Cryptography;

namespace Gcd.Infrastructure.Crypto;

/// <summary>
/// Keyed BLAKE2b-256 (RFC 7693) of Bearer tokens and of the rows that hold them.
/// Its key is random, made once for a store and kept there sealed, so rotating the configured key changes no hash.
/// </summary>
internal sealed class TokenHasher : IDisposable
{
    public const int KeySize = 32;

    private static readonly MacAlgorithm Blake2b = MacAlgorithm.Blake2b_256;
    private readonly Key tokens;
    private readonly Key bindings;

    public TokenHasher(ReadOnlySpan<byte> key)
    {
        using var secret = SharedSecret.Import(key, SharedSecretBlobFormat.RawSharedSecret);
        tokens = KeyDerivationAlgorithm.HkdfSha256.DeriveKey(secret, [], "gcd token hash v1"u8, Blake2b);
        bindings = KeyDerivationAlgorithm.HkdfSha256.DeriveKey(secret, [], "gcd token binding v1"u8, Blake2b);
    }

    /// <summary>What a Bearer token is stored and looked up as: 64 hex digits.</summary>
    public string Hash(string token)
    {
        Span<byte> text = stackalloc byte[Encoding.UTF8.GetMaxByteCount(token.Length)];
        var length = Encoding.UTF8.GetBytes(token, text);
        Span<byte> hash = stackalloc byte[32];
        Blake2b.Mac(tokens, text[..length], hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Binds a row: only who knows the key can make one, and it holds for no other row.</summary>
    public byte[] Bind(ReadOnlySpan<byte> row) => Blake2b.Mac(bindings, row);

    public bool IsBound(ReadOnlySpan<byte> row, ReadOnlySpan<byte> binding) =>
        binding.Length == Blake2b.MacSize && Blake2b.Verify(bindings, row, binding);

    public void Dispose()
    {
        tokens.Dispose();
        bindings.Dispose();
    }
}
