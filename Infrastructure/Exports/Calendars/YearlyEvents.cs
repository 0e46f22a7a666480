using System.Globalization;
using Gcd.Infrastructure.Exports.Cards;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Calendars;

/// <summary>Writes the events of one contact. Their UIDs and stamps change only with the contact, so that a calendar that reads again sees nothing new.</summary>
internal ref struct YearlyEvents
{
    private readonly CardIdentity identity;
    private readonly ReadOnlySpan<byte> name;
    private ContentLines lines;
    private int anniversaries;
    private int others;

    /// <param name="context">The export.</param>
    /// <param name="contact">With the names that <see cref="CardName"/> looks at.</param>
    /// <param name="output">Where the events go.</param>
    public YearlyEvents(ExportContext context, Contact contact, Utf8Output output)
    {
        identity = new CardIdentity(context, contact);
        name = CardName.OrStandIn(CardName.Full(context, contact), context, contact);
        lines = new ContentLines(output);
    }

    /// <summary>Where the events went; to be taken back at their end.</summary>
    public readonly Utf8Output Output => lines.Output;

    public void WriteBirthday(YearlyDate date) => Write("birthday"u8, 1, "🎂 "u8, date, label: default);

    public void WriteAnniversary(YearlyDate date) => Write("anniversary"u8, ++anniversaries, "💍 "u8, date, label: default);

    public void WriteOther(YearlyDate date, ReadOnlySpan<byte> label) => Write("event"u8, ++others, "📅 "u8, date, label);

    private void Write(ReadOnlySpan<byte> kind, int number, ReadOnlySpan<byte> sign, YearlyDate date, ReadOnlySpan<byte> label)
    {
        WriteLine("BEGIN:VEVENT"u8);
        WriteUid(kind, number);
        WriteStamp();
        lines.Begin("DTSTART;VALUE=DATE:"u8);
        WriteDate(date.Start, "yyyyMMdd");
        lines.Begin("DTEND;VALUE=DATE:"u8);
        WriteDate(date.Start.AddDays(1), "yyyyMMdd");
        WriteLine(date.IsLeapDay ? "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"u8 : "RRULE:FREQ=YEARLY"u8);
        WriteSummary(sign, date.Year, label);
        if (date.Began is { } began && began != date.Start)
        {
            lines.Begin("DESCRIPTION:"u8);
            WriteDate(began, "yyyy-MM-dd");
        }

        WriteLine("TRANSP:TRANSPARENT"u8);
        WriteLine("END:VEVENT"u8);
    }

    private void WriteUid(ReadOnlySpan<byte> kind, int number)
    {
        lines.Begin("UID:"u8);
        lines.WriteComponent(identity.Uid);
        lines.Write("-"u8);
        lines.Write(kind);
        if (number > 1)
        {
            lines.Write("-"u8);
            WriteNumber(number);
        }

        lines.End();
    }

    /// <summary>When the contact last changed: 2026-01-02T03:04:05 becomes 20260102T030405Z. What has no such time always has the same.</summary>
    private void WriteStamp()
    {
        lines.Begin("DTSTAMP:"u8);
        var time = identity.UpdateTime.IsEmpty ? "1970-01-01T00:00:00"u8 : identity.UpdateTime;
        foreach (var sign in time)
        {
            if (sign is not ((byte)'-' or (byte)':'))
            {
                lines.Write([sign]);
            }
        }

        lines.Write("Z"u8);
        lines.End();
    }

    /// <summary>Who it is, of what, and since when, in no language.</summary>
    private void WriteSummary(ReadOnlySpan<byte> sign, int year, ReadOnlySpan<byte> label)
    {
        lines.Begin("SUMMARY:"u8);
        lines.Write(sign);
        lines.WriteComponent(name);
        if (!label.IsEmpty)
        {
            lines.Write(": "u8);
            lines.WriteComponent(label);
        }

        if (year > 0)
        {
            lines.Write(" ("u8);
            WriteNumber(year);
            lines.Write(")"u8);
        }

        lines.End();
    }

    private void WriteLine(ReadOnlySpan<byte> line)
    {
        lines.Begin(line);
        lines.End();
    }

    private void WriteDate(DateOnly date, ReadOnlySpan<char> format)
    {
        Span<byte> text = stackalloc byte[10];
        date.TryFormat(text, out var written, format, CultureInfo.InvariantCulture);
        lines.Write(text[..written]);
        lines.End();
    }

    private void WriteNumber(int number)
    {
        Span<byte> digits = stackalloc byte[10];
        number.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        lines.Write(digits[..written]);
    }
}
