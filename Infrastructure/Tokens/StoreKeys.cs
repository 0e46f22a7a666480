using System.Security.Cryptography;
using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens;

/// <summary>The configured keys made ready for one store, whose <c>gcd_meta</c> holds the salt and the sealed token-hash key.</summary>
internal sealed record StoreKeys(KeyRing Ring, TokenHasher Hasher) : IDisposable
{
    /// <summary>The names of what a copy of a store must carry along.</summary>
    public static readonly IReadOnlyList<string> MetaNames = [SaltName, TokenHashKeyName];

    private const string SaltName = "argon2id_salt";
    private const string TokenHashKeyName = "token_hash_key";
    private const int SaltSize = 16;

    /// <summary>Reads what the store has, or makes it; insert-if-absent and read back, so that instances may start together.</summary>
    /// <exception cref="StartupException">No configured key opens this store.</exception>
    public static StoreKeys Establish(EncryptionSettings settings, Func<string, byte[]?> get, Func<string, byte[], byte[]> getOrAdd)
    {
        // Reads first: a store that cannot be written to now still opens.
        var ring = Derive(settings, get(SaltName) ?? getOrAdd(SaltName, RandomNumberGenerator.GetBytes(SaltSize)));
        var envelope = get(TokenHashKeyName)
            ?? getOrAdd(TokenHashKeyName, ring.Seal(SealPurpose.Storage, RandomNumberGenerator.GetBytes(TokenHasher.KeySize), AssociatedData));
        return new StoreKeys(ring, new TokenHasher(Open(ring, envelope)));
    }

    /// <summary>Checks the configured keys against a store before anything is changed; a store without keys fits any.</summary>
    /// <param name="settings">The configured keys.</param>
    /// <param name="get">Reads a value of <c>gcd_meta</c>.</param>
    /// <param name="inUse">The keys under which grants are sealed.</param>
    /// <exception cref="StartupException">A key is needed that is not configured, or none opens this store.</exception>
    public static void Check(EncryptionSettings settings, Func<string, byte[]?> get, IEnumerable<KeyId> inUse)
    {
        if (get(SaltName) is { } salt && get(TokenHashKeyName) is { } envelope)
        {
            using var ring = Derive(settings, salt);
            CryptographicOperations.ZeroMemory(Open(ring, envelope));
            if (inUse.Except(ring.Ids).ToList() is { Count: > 0 } missing)
            {
                throw new StartupException(
                    $"GOOGLE_ENCRYPTION_KEYS_ACCEPTED: the database holds credentials sealed under a key that is not configured (key id {string.Join(", ", missing)}; configured: {string.Join(", ", ring.Ids)}). " +
                    "Nothing was changed. Add that key to GOOGLE_ENCRYPTION_KEYS_ACCEPTED; the command reseal then seals everything under the main key.");
            }
        }
    }

    /// <summary>Seals the token-hash key under the main key where it is under another one.</summary>
    public async Task<bool> ResealAsync(IStoreRows rows, CancellationToken ct)
    {
        var envelope = await rows.ReadMetaAsync(TokenHashKeyName, ct);
        if (envelope is null || KeyRing.ReadKeyId(envelope) == Ring.MainId)
        {
            return false;
        }

        await rows.WriteMetaAsync(TokenHashKeyName, Ring.Seal(SealPurpose.Storage, Open(Ring, envelope), AssociatedData), ct);
        return true;
    }

    public static StartupException NewerSchema(string store, int found, int known) =>
        new($"{store} was written by a newer Gcd (schema {found}, this one knows {known}). Nothing was changed. Start the newer Gcd, or restore an older backup.");

    private static ReadOnlySpan<byte> AssociatedData => "gcd_meta\0token_hash_key"u8;

    private static KeyRing Derive(EncryptionSettings settings, byte[] salt) =>
        new(MasterKey.Derive(settings.Key, salt), settings.AcceptedKeys.Select(key => MasterKey.Derive(key, salt)));

    private static byte[] Open(KeyRing ring, byte[] envelope) =>
        ring.TryOpen(SealPurpose.Storage, envelope, AssociatedData, out var key) switch
        {
            SealStatus.Opened => key!,
            SealStatus.UnknownKey => throw new StartupException(
                $"GOOGLE_ENCRYPTION_KEY: the database is sealed under another key (its key id is {KeyRing.ReadKeyId(envelope)}; configured: {string.Join(", ", ring.Ids)}). " +
                "Nothing was changed. Set the key that it was made with, or add that key to GOOGLE_ENCRYPTION_KEYS_ACCEPTED."),
            _ => throw new StartupException("GOOGLE_DATABASE: the token-hash key in gcd_meta is damaged. Nothing was changed. Restore a backup of the database."),
        };

    public void Dispose()
    {
        Ring.Dispose();
        Hasher.Dispose();
    }
}
