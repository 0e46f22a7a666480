using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Text;

/// <summary>Dates as ISO 8601 writes them; without a year as vCard 3.0 and Google do: --02-29.</summary>
internal static class IsoDate
{
    public static void Append(PlainText plain, PartialDate date)
    {
        if (date.Year > 0)
        {
            plain.Append(date.Year, 4);
        }
        else
        {
            plain.Append("-"u8);
        }

        if (date.Month > 0)
        {
            plain.Append("-"u8);
            plain.Append(date.Month, 2);
            if (date.Day > 0)
            {
                plain.Append("-"u8);
                plain.Append(date.Day, 2);
            }
        }
    }
}
