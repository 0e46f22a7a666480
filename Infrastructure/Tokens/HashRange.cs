namespace Gcd.Infrastructure.Tokens;

/// <summary>A part of all tokens by their hashes, which are evenly spread hex digits.</summary>
/// <param name="From">The first hash, or the digits it begins with; empty for the very first.</param>
/// <param name="Before">What the hashes come before.</param>
internal readonly record struct HashRange(string From, string Before)
{
    // So many that a statement on one of them is short: 10,000 rows of ten million.
    private const int Pieces = 1024;

    // After every hex digit, in each order of characters.
    private const string End = "g";

    public static readonly IReadOnlyList<HashRange> All = [new(string.Empty, End)];

    /// <summary>The ranges that belong to an hour of the day; those of all 24 hours together are everything.</summary>
    /// <param name="hour">0 to 23.</param>
    public static IReadOnlyList<HashRange> OfHour(int hour) =>
        [.. Enumerable.Range(0, Pieces).Where(piece => piece % 24 == hour).Select(piece => new HashRange(Boundary(piece), Boundary(piece + 1)))];

    private static string Boundary(int piece) => piece == Pieces ? End : (piece * 64).ToString("x4", System.Globalization.CultureInfo.InvariantCulture);
}
