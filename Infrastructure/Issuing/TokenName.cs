using System.Globalization;
using System.Text;

namespace Gcd.Infrastructure.Issuing;

/// <summary>What people call their tokens. It is shown on pages, in terminals and in logs of programs, so it is one line of plain text.</summary>
internal static class TokenName
{
    public const int Longest = 100;

    // Explicit formatting marks (UAX #9) would turn the text around them.
    private const string Directions = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    /// <summary>The name without blanks around it; null for none.</summary>
    public static string? Clean(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim();

    public static bool IsGood(string name) => name.Length <= Longest && name.EnumerateRunes().All(IsPlain);

    private static bool IsPlain(Rune rune) =>
        // A half of a surrogate pair is read as this one.
        rune != Rune.ReplacementChar
        && rune.Value is not ('<' or '>')
        && !Directions.Contains(rune.ToString(), StringComparison.Ordinal)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
