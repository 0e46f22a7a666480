using System.Globalization;

namespace Gcd.Infrastructure.Crypto;

/// <summary>Names a key without telling anything of it: the first four bytes of an HKDF output kept for this alone.</summary>
internal readonly record struct KeyId(uint Value)
{
    public override string ToString() => Value.ToString("x8", CultureInfo.InvariantCulture);
}
