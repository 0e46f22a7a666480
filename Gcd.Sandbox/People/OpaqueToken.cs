using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Gcd.Sandbox.People;

/// <summary>Page and sync tokens: opaque to callers, and tied to the parameters they were given for.</summary>
internal static class OpaqueToken
{
    public static string Make(string kind, string fingerprint, long value) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}|{fingerprint}|{value}")));

    public static long? Read(string kind, string fingerprint, string token)
    {
        if (!Base64Url.IsValid(token))
        {
            return null;
        }

        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(token)).Split('|');
        return parts.Length == 3 && parts[0] == kind && parts[1] == fingerprint && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
