using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gcd.Infrastructure.Crypto;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Seals grants for <c>user_tokens.token_data</c>; a value opens only in the row of the person it was sealed for.</summary>
internal sealed class GrantSealer(KeyRing keys)
{
    public byte[] Seal(Grant grant, string googleSub) =>
        keys.Seal(SealPurpose.Storage, JsonSerializer.SerializeToUtf8Bytes(grant, GrantJson.Default.Grant), AssociatedData(googleSub));

    /// <summary>Opens a grant; null with <see cref="SealStatus.UnknownKey"/> or <see cref="SealStatus.Damaged"/>.</summary>
    public (SealStatus Status, Grant? Grant) Open(StoredUser user)
    {
        var status = keys.TryOpen(SealPurpose.Storage, user.TokenData, AssociatedData(user.GoogleSub), out var json);
        return (status, json is null ? null : JsonSerializer.Deserialize(json, GrantJson.Default.Grant));
    }

    /// <summary>A person of the earlier service whose credentials could not be used has none, under no key.</summary>
    public bool IsUnderMainKey(StoredUser user) => user.TokenData.Length == 0 || KeyRing.ReadKeyId(user.TokenData) == keys.MainId;

    /// <summary>The row with the same grant under the main key, one version further; null when it cannot be opened.</summary>
    public StoredUser? Reseal(StoredUser user)
    {
        var associatedData = AssociatedData(user.GoogleSub);
        if (keys.TryOpen(SealPurpose.Storage, user.TokenData, associatedData, out var grant) != SealStatus.Opened)
        {
            return null;
        }

        var changed = user with { TokenData = keys.Seal(SealPurpose.Storage, grant, associatedData), Version = user.Version + 1 };
        CryptographicOperations.ZeroMemory(grant);
        return changed;
    }

    private static byte[] AssociatedData(string googleSub) => Encoding.UTF8.GetBytes($"user_tokens\0token_data\0{googleSub}");
}
