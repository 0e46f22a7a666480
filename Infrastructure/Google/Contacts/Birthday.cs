using System.Text.Json;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>People API schema Birthday. Zero stands for a part of the date that is absent, as in Google's schema Date.</summary>
internal struct Birthday : IContactEntry
{
    public int Year { get; private set; }

    public int Month { get; private set; }

    public int Day { get; private set; }

    public TextRange Text { get; private set; }

    public bool Primary { get; set; }

    /// <summary>A day without its month, or a month alone, is no date that a column could show.</summary>
    public readonly bool HasDate => Year > 0 || (Month > 0 && Day > 0);

    public readonly bool IsEmpty => !HasDate && Text.IsEmpty;

    public bool TryRead(scoped ReadOnlySpan<byte> member, ref Utf8JsonReader reader)
    {
        if (member.SequenceEqual("date"u8))
        {
            ReadDate(ref reader);
            return true;
        }

        if (member.SequenceEqual("text"u8))
        {
            Text = JsonRead.Text(ref reader);
            return true;
        }

        return false;
    }

    private void ReadDate(ref Utf8JsonReader reader)
    {
        Year = Month = Day = 0;
        if (!JsonRead.EntersObject(ref reader))
        {
            return;
        }

        while (JsonRead.NextMember(ref reader, out var member))
        {
            if (member.SequenceEqual("year"u8))
            {
                Year = ReadPart(ref reader, 9999);
            }
            else if (member.SequenceEqual("month"u8))
            {
                Month = ReadPart(ref reader, 12);
            }
            else if (member.SequenceEqual("day"u8))
            {
                Day = ReadPart(ref reader, 31);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static int ReadPart(ref Utf8JsonReader reader, int max) =>
        JsonRead.Number(ref reader) is { } part && part <= max ? Math.Max(part, 0) : 0;
}
