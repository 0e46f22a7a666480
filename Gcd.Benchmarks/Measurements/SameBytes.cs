using Gcd.Benchmarks.Load;

namespace Gcd.Benchmarks.Measurements;

/// <summary>A comparison means something only when both did the same work.</summary>
internal static class SameBytes
{
    /// <exception cref="InvalidOperationException">The two downloads differ.</exception>
    public static async Task CheckAsync(Download one, Download other)
    {
        using var left = new MemoryStream();
        using var right = new MemoryStream();
        await one.RunAsync(left);
        await other.RunAsync(right);
        var at = left.GetBuffer().AsSpan(0, (int)left.Length).CommonPrefixLength(right.GetBuffer().AsSpan(0, (int)right.Length));
        if (at < left.Length || at < right.Length)
        {
            throw new InvalidOperationException($"Gcd ({left.Length} bytes) and the bare server ({right.Length} bytes) differ from byte {at} on.");
        }
    }
}
