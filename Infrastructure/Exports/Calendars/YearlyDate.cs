using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Calendars;

/// <summary>A day of the year, and the year that it began in.</summary>
/// <param name="Year">0 when it is unknown.</param>
/// <param name="Start">The first day that calendars show.</param>
internal readonly record struct YearlyDate(int Year, DateOnly Start)
{
    // Calendars of phones show nothing of a start before 1970, or shift it; what came before is in nobody's view. It is a leap year.
    private const int FirstYear = 1972;

    /// <summary>In other years it is on the 28th, the last day of the month.</summary>
    public bool IsLeapDay => Start is { Month: 2, Day: 29 };

    /// <returns>Null when it is no day of the year.</returns>
    public static YearlyDate? From(PartialDate date)
    {
        if (date.Month == 0 || date.Day == 0 || date.Day > DateTime.DaysInMonth(FirstYear, date.Month))
        {
            return null;
        }

        // The day after the start has to be a date as well.
        var year = date.Year is > FirstYear and < 9999 ? date.Year : FirstYear;
        var isInYear = date.Day <= DateTime.DaysInMonth(year, date.Month);
        return new YearlyDate(date.Year, new DateOnly(isInYear ? year : FirstYear, date.Month, date.Day));
    }
}
