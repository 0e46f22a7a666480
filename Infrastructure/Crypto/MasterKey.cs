using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Gcd.Infrastructure.Crypto;

/// <summary>One configured key and the subkeys that HKDF-SHA256 (RFC 5869) derives from it, one for each purpose.</summary>
internal sealed class MasterKey : IDisposable
{
    private static readonly KeyDerivationAlgorithm Hkdf = KeyDerivationAlgorithm.HkdfSha256;
    private readonly Dictionary<SealPurpose, Key> subkeys;

    private MasterKey(ReadOnlySpan<byte> material)
    {
        // Import refuses anything but raw bytes; the shared secret is the input keying material of HKDF.
        using var secret = SharedSecret.Import(material, SharedSecretBlobFormat.RawSharedSecret);
        Id = new KeyId(BinaryPrimitives.ReadUInt32BigEndian(Hkdf.DeriveBytes(secret, [], "gcd key id v1"u8, 4)));
        subkeys = new Dictionary<SealPurpose, Key>
        {
            [SealPurpose.Storage] = Hkdf.DeriveKey(secret, [], "gcd storage v1"u8, AeadAlgorithm.XChaCha20Poly1305),
            [SealPurpose.FlowState] = Hkdf.DeriveKey(secret, [], "gcd flow state v1"u8, AeadAlgorithm.XChaCha20Poly1305),
            [SealPurpose.ChangesCursor] = Hkdf.DeriveKey(secret, [], "gcd changes cursor v1"u8, AeadAlgorithm.XChaCha20Poly1305),
            [SealPurpose.DownloadPage] = Hkdf.DeriveKey(secret, [], "gcd download page v1"u8, AeadAlgorithm.XChaCha20Poly1305),
        };
    }

    public KeyId Id { get; }

    /// <summary>Base64 or base64url of exactly 32 bytes is used as it is; any other text is a passphrase and goes through Argon2id.</summary>
    /// <param name="configured">The setting's text.</param>
    /// <param name="salt">The store's salt, 16 bytes; the same passphrase gives another key in another store.</param>
    public static MasterKey Derive(string configured, ReadOnlySpan<byte> salt)
    {
        Span<byte> material = stackalloc byte[32];
        try
        {
            if (!KeyText.TryDecode32Bytes(configured, material))
            {
                // RFC 9106; 64 MiB and 3 passes cost 83 ms on a small machine, once a start.
                var argon2 = PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = 65_536, NumberOfPasses = 3 });
                argon2.DeriveBytes(Encoding.UTF8.GetBytes(configured), salt, material);
            }

            return new MasterKey(material);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(material);
        }
    }

    public Key For(SealPurpose purpose) => subkeys[purpose];

    public void Dispose()
    {
        foreach (var key in subkeys.Values)
        {
            key.Dispose();
        }
    }
}
