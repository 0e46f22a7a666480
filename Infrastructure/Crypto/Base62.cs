using System.Buffers;
using System.Security.Cryptography;

namespace Gcd.Infrastructure.Crypto;

/// <summary>Digits and letters: nothing that an address, a header or a double click would break at.</summary>
internal static class Base62
{
    public const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> All = SearchValues.Create(Digits);

    /// <summary>So many random digits, 5.95 bits each.</summary>
    public static string Random(int length) => RandomNumberGenerator.GetString(Digits, length);

    public static bool IsOnlyIn(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(All);

    /// <summary>The last digits of a number, the last one first.</summary>
    public static void Write(UInt128 number, Span<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            (number, var digit) = UInt128.DivRem(number, (UInt128)Digits.Length);
            text[i] = Digits[(int)digit];
        }
    }
}
