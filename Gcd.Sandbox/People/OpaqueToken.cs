using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Gcd.Sandbox.People;

/// <summary>Page and sync tokens: opaque to callers, and tied to the parameters they were given for.</summary>
internal static class OpaqueToken
{
    public static string Make(string kind, string fingerprint, params IEnumerable<long> values) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}|{fingerprint}|{string.Join(',', values)}")));

    /// <param name="kind">What the token is for.</param>
    /// <param name="fingerprint">What it is tied to.</param>
    /// <param name="token">The token.</param>
    /// <param name="count">How many values it holds.</param>
    /// <returns>The values; null when the token is made up, or was given for something else.</returns>
    public static long[]? Read(string kind, string fingerprint, string token, int count)
    {
        if (!Base64Url.IsValid(token))
        {
            return null;
        }

        if (Encoding.ASCII.GetString(Base64Url.DecodeFromChars(token)).Split('|') is not [var ofKind, var tiedTo, var values] || ofKind != kind || tiedTo != fingerprint)
        {
            return null;
        }

        var numbers = values.Split(',').Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1).ToArray();
        return numbers.Length == count && !numbers.Contains(-1) ? numbers : null;
    }
}
