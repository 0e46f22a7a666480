using System.Security.Cryptography;
using System.Text;

namespace Gcd.Infrastructure.Sync;

/// <summary>
/// A digest of all that two reads must have in common for the second to tell what changed since the first: what was asked of Google, to
/// which a sync token is tied, and what of it is shown.
/// </summary>
internal static class SyncFingerprint
{
    /// <summary>A digest of the compiled code (the compiler is deterministic): another build may write the same contact in another way.</summary>
    public static readonly string Build = typeof(SyncFingerprint).Module.ModuleVersionId.ToString("N");

    /// <summary>48 hexadecimal digits.</summary>
    public static string Of(params IEnumerable<string> parts)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            // No text of Google's or of a person's can hold the separator and still be read as two.
            digest.AppendData(Encoding.UTF8.GetBytes($"{part.Length}:{part}"));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset())[..48];
    }
}
