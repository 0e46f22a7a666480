using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Gcd.Infrastructure.Exports;

/// <summary>The page tokens of one export, as hashes: a token takes the same memory however long it is.</summary>
internal sealed class SeenTokens
{
    /// <summary>More than any address book has pages; their hashes take 4 MiB.</summary>
    public const int Most = 100_000;

    private readonly HashSet<UInt128> seen = [];

    /// <summary>False when the token was seen before, or when there are too many of them: these pages would never end.</summary>
    public bool Add(string token) => seen.Count < Most && seen.Add(XxHash128.HashToUInt128(MemoryMarshal.AsBytes(token.AsSpan())));
}
