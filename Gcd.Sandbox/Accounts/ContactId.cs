using System.Globalization;

namespace Gcd.Sandbox.Accounts;

/// <summary>The two ids of a contact. Its resource name ends in a <c>c</c> and a decimal number; its CONTACT source has the same number in hexadecimal, as in real accounts.</summary>
internal static class ContactId
{
    /// <returns>The end of a resource name.</returns>
    public static string Of(ulong number) => string.Create(CultureInfo.InvariantCulture, $"c{number}");

    /// <returns>The number of an ordinary contact's resource name, or null where it is no such name.</returns>
    public static ulong? NumberOf(string resourceName) =>
        resourceName.StartsWith("people/c", StringComparison.Ordinal) && ulong.TryParse(resourceName.AsSpan("people/c".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <returns>The id of the CONTACT source; of a name that real accounts do not have, its end.</returns>
    public static string SourceIdOf(string resourceName) =>
        NumberOf(resourceName) is { } number ? number.ToString("x", CultureInfo.InvariantCulture) : resourceName[(resourceName.LastIndexOf('/') + 1)..];
}
