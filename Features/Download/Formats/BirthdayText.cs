using System.Buffers;
using System.Text.Unicode;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Features.Download.Formats;

/// <summary>YYYY-MM-DD; without a year --MM-DD, without a day YYYY-MM, the year alone YYYY.</summary>
internal static class BirthdayText
{
    /// <returns>False when the date has none of these shapes; the text that Google holds has to do then.</returns>
    public static bool TryWrite(BirthdayEntry birthday, IBufferWriter<byte> output)
    {
        var (year, month, day) = (birthday.Year, birthday.Month, birthday.Day);
        var room = output.GetSpan(16);
        var (isKnown, written) = (year > 0, month > 0, day > 0) switch
        {
            (true, true, true) => (Utf8.TryWrite(room, $"{year:0000}-{month:00}-{day:00}", out var n), n),
            (false, true, true) => (Utf8.TryWrite(room, $"--{month:00}-{day:00}", out var n), n),
            (true, true, false) => (Utf8.TryWrite(room, $"{year:0000}-{month:00}", out var n), n),
            (true, false, false) => (Utf8.TryWrite(room, $"{year:0000}", out var n), n),
            _ => (false, 0),
        };
        output.Advance(written);
        return isKnown;
    }
}
