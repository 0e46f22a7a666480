using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Calendars;

/// <summary>A day of the year.</summary>
/// <param name="Year">The year that it began in; 0 when that is unknown.</param>
/// <param name="Began">The day itself; null without a year, and when the year has no such day.</param>
/// <param name="Start">The first day that calendars are told of.</param>
internal readonly record struct YearlyDate(int Year, DateOnly? Began, DateOnly Start)
{
    // Calendars of phones show nothing of a start in 1900, and shift one in 1604; what came before 1970 is in nobody's view. It is a leap year.
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

        DateOnly? began = date.Year > 0 && date.Day <= DateTime.DaysInMonth(date.Year, date.Month) ? new DateOnly(date.Year, date.Month, date.Day) : null;
        // The day after the start has to be a date as well.
        var start = began is { Year: > FirstYear and < 9999 } ? began.Value : new DateOnly(FirstYear, date.Month, date.Day);
        return new YearlyDate(date.Year, began, start);
    }
}
