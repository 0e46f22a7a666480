using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Gcd.Infrastructure.Crypto;

/// <summary>
/// Seals under the main key and opens under any configured one.
/// Envelope: version (1 byte), key id (4), nonce (24), XChaCha20-Poly1305 ciphertext with its tag (16).
/// </summary>
internal sealed class KeyRing : IDisposable
{
    private const byte Version = 1;
    private const int HeaderSize = 1 + sizeof(uint);
    private const int NonceSize = 24;
    private const int TagSize = 16;

    private static readonly AeadAlgorithm Aead = AeadAlgorithm.XChaCha20Poly1305;
    private readonly Dictionary<KeyId, MasterKey> keys = [];
    private readonly MasterKey main;

    public KeyRing(MasterKey main, params IEnumerable<MasterKey> accepted)
    {
        this.main = main;
        foreach (var key in accepted.Prepend(main))
        {
            keys.TryAdd(key.Id, key);
        }
    }

    public KeyId MainId => main.Id;

    public IReadOnlyCollection<KeyId> Ids => keys.Keys;

    /// <summary>Seals a value.</summary>
    /// <param name="purpose">Picks the subkey.</param>
    /// <param name="plaintext">What is kept secret.</param>
    /// <param name="associatedData">What the value is bound to, such as table, column and owner; opening asks for the same.</param>
    public byte[] Seal(SealPurpose purpose, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        var envelope = new byte[HeaderSize + NonceSize + plaintext.Length + TagSize];
        envelope[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(envelope.AsSpan(1), main.Id.Value);
        var nonce = envelope.AsSpan(HeaderSize, NonceSize);
        // 192 random bits never repeat in practice, so no counter has to be kept (draft-irtf-cfrg-xchacha).
        RandomNumberGenerator.Fill(nonce);
        Aead.Encrypt(main.For(purpose), nonce, associatedData, plaintext, envelope.AsSpan(HeaderSize + NonceSize));
        return envelope;
    }

    /// <summary>Opens a sealed value; <see cref="SealStatus"/> tells a foreign key from a damaged or moved value.</summary>
    public SealStatus TryOpen(SealPurpose purpose, ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> associatedData, [NotNullWhen(true)] out byte[]? plaintext)
    {
        plaintext = null;
        if (ReadKeyId(envelope) is not { } id)
        {
            return SealStatus.Damaged;
        }

        if (!keys.TryGetValue(id, out var key))
        {
            return SealStatus.UnknownKey;
        }

        plaintext = Aead.Decrypt(key.For(purpose), envelope.Slice(HeaderSize, NonceSize), associatedData, envelope[(HeaderSize + NonceSize)..]);
        return plaintext is null ? SealStatus.Damaged : SealStatus.Opened;
    }

    /// <summary>The id of the key that sealed the value, or null when this is no envelope of ours.</summary>
    public static KeyId? ReadKeyId(ReadOnlySpan<byte> envelope) =>
        envelope.Length >= HeaderSize + NonceSize + TagSize && envelope[0] == Version
            ? new KeyId(BinaryPrimitives.ReadUInt32BigEndian(envelope[1..]))
            : null;

    public void Dispose()
    {
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }
    }
}
