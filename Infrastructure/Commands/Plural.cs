using System.Globalization;

namespace Gcd.Infrastructure.Commands;

/// <summary>A number with its noun.</summary>
internal static class Plural
{
    /// <param name="number">How many.</param>
    /// <param name="noun">In the singular; its plural ends in s.</param>
    public static string Of(long number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? string.Empty : "s")}");
}
