using System.Globalization;
using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Editing;

/// <summary>Birthdays as a person types them: YYYY-MM-DD, or --MM-DD without the year.</summary>
internal static class BirthdayText
{
    // Has a 29 February.
    private const int AnyYear = 2000;

    /// <returns>Google's date, in which an unknown year is absent; null when it is no date.</returns>
    public static JsonObject? Parse(string text)
    {
        var isYearless = text.StartsWith("--", StringComparison.Ordinal);
        var whole = isYearless ? $"{AnyYear}-{text[2..]}" : text;
        if (!DateOnly.TryParseExact(whole, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return null;
        }

        var parts = new JsonObject { ["month"] = date.Month, ["day"] = date.Day };
        if (!isYearless)
        {
            parts.Insert(0, "year", date.Year);
        }

        return parts;
    }

    /// <returns>The text of a whole date, or of one without a year; else nothing.</returns>
    public static string Of(JsonObject person) => person["birthdays"]?[0]?["date"] is { } date && date["month"] is { } month && date["day"] is { } day
        ? string.Create(CultureInfo.InvariantCulture, $"{((int?)date["year"] is { } year ? $"{year:0000}" : "-")}-{(int)month:00}-{(int)day:00}")
        : string.Empty;
}
