using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>A date as ISO 8601 writes it, of which any part but one may be unknown.</summary>
internal static class CardDate
{
    public const int Longest = 10;

    /// <summary>As people write it: 1815-12-10, --12-10, 1815-12 or 1815.</summary>
    public static ReadOnlySpan<byte> Of(PartialDate date, Span<byte> memory) => Of(date, memory, betweenAll: true);

    /// <summary>As RFC 6350 has it (section 4.3.1), with a hyphen only between year and month alone: 18151210, --1210, 1815-12 or 1815.</summary>
    public static ReadOnlySpan<byte> Basic(PartialDate date, Span<byte> memory) => Of(date, memory, betweenAll: false);

    private static ReadOnlySpan<byte> Of(PartialDate date, Span<byte> memory, bool betweenAll)
    {
        var length = 0;
        if (date.Year > 0)
        {
            Append(memory, ref length, date.Year, 4);
        }
        else
        {
            "--"u8.CopyTo(memory);
            length = 2;
        }

        if (date.Month > 0)
        {
            if (date.Year > 0 && (betweenAll || date.Day == 0))
            {
                memory[length++] = (byte)'-';
            }

            Append(memory, ref length, date.Month, 2);
            if (date.Day > 0)
            {
                if (betweenAll)
                {
                    memory[length++] = (byte)'-';
                }

                Append(memory, ref length, date.Day, 2);
            }
        }

        return memory[..length];
    }

    private static void Append(Span<byte> memory, ref int length, int number, int digits)
    {
        for (var i = length + digits - 1; i >= length; i--)
        {
            memory[i] = (byte)('0' + number % 10);
            number /= 10;
        }

        length += digits;
    }
}
