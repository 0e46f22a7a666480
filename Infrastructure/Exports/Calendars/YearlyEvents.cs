using System.Globalization;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Calendars;

/// <summary>Writes the events of one contact. Their UIDs and stamps change only with the contact, so that a calendar that reads again sees nothing new.</summary>
internal ref struct YearlyEvents
{
    private readonly ReadOnlySpan<byte> id;
    private readonly ReadOnlySpan<byte> updateTime;
    private readonly ReadOnlySpan<byte> name;
    private int anniversaries;
    private int others;

    public YearlyEvents(ExportContext context, Contact contact)
    {
        name = context.Text(contact, NameOf(contact));
        // The resource name changes when a contact is linked to a profile; it stands in where PERSON_FIELDS leaves the source out.
        id = context.Text(contact, contact.ResourceName);
        id = id[(id.LastIndexOf((byte)'/') + 1)..];
        foreach (var source in contact.Sources)
        {
            if (context.Text(contact, source.Type).SequenceEqual("CONTACT"u8))
            {
                id = source.Id.IsEmpty ? id : context.Text(contact, source.Id);
                updateTime = context.Text(contact, source.UpdateTime);
            }
        }
    }

    public readonly void WriteBirthday(ref Utf8Output output, YearlyDate date) => Write(ref output, "birthday"u8, 1, "🎂 "u8, date, label: default);

    public void WriteAnniversary(ref Utf8Output output, YearlyDate date) => Write(ref output, "anniversary"u8, ++anniversaries, "💍 "u8, date, label: default);

    public void WriteOther(ref Utf8Output output, YearlyDate date, scoped ReadOnlySpan<byte> label) => Write(ref output, "event"u8, ++others, "📅 "u8, date, label);

    private readonly void Write(ref Utf8Output output, ReadOnlySpan<byte> kind, int number, ReadOnlySpan<byte> sign, YearlyDate date, scoped ReadOnlySpan<byte> label)
    {
        output.Write("BEGIN:VEVENT\r\n"u8);
        WriteUid(ref output, kind, number);
        output.Write("DTSTAMP:"u8);
        WriteStamp(ref output);
        output.Write("\r\nDTSTART;VALUE=DATE:"u8);
        WriteDate(ref output, date.Start, "yyyyMMdd");
        output.Write("\r\nDTEND;VALUE=DATE:"u8);
        WriteDate(ref output, date.Start.AddDays(1), "yyyyMMdd");
        output.Write(date.IsLeapDay ? "\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1\r\n"u8 : "\r\nRRULE:FREQ=YEARLY\r\n"u8);
        WriteSummary(ref output, sign, date.Year, label);
        output.Write("TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"u8);
    }

    private readonly void WriteUid(ref Utf8Output output, ReadOnlySpan<byte> kind, int number)
    {
        var line = new FoldedLines();
        line.Write(ref output, "UID:"u8);
        line.WriteText(ref output, id);
        line.Write(ref output, "-"u8);
        line.Write(ref output, kind);
        if (number > 1)
        {
            line.Write(ref output, "-"u8);
            WriteNumber(ref line, ref output, number);
        }

        line.End(ref output);
    }

    /// <summary>Who it is, of what, and since when, in no language.</summary>
    private readonly void WriteSummary(ref Utf8Output output, ReadOnlySpan<byte> sign, int year, scoped ReadOnlySpan<byte> label)
    {
        var line = new FoldedLines();
        line.Write(ref output, "SUMMARY:"u8);
        line.Write(ref output, sign);
        line.WriteText(ref output, name);
        if (!label.IsEmpty)
        {
            line.Write(ref output, ": "u8);
            line.WriteText(ref output, label);
        }

        if (year > 0)
        {
            line.Write(ref output, " ("u8);
            WriteNumber(ref line, ref output, year);
            line.Write(ref output, ")"u8);
        }

        line.End(ref output);
    }

    /// <summary>When the contact last changed: 2026-01-02T03:04:05.678901Z becomes 20260102T030405Z. What has no such time always has the same.</summary>
    private readonly void WriteStamp(ref Utf8Output output)
    {
        if (updateTime.Length < 20 || !TryWriteStamp(ref output))
        {
            output.Write("19700101T000000Z"u8);
        }
    }

    private readonly bool TryWriteStamp(ref Utf8Output output)
    {
        Span<char> text = stackalloc char[19];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = (char)updateTime[i];
        }

        if (updateTime[^1] != 'Z' || !DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return false;
        }

        WriteDate(ref output, time, "yyyyMMdd'T'HHmmss'Z'");
        return true;
    }

    private static TextRange NameOf(Contact contact)
    {
        var names = contact.Names.Primary;
        TextRange name = names.DisplayName;
        name = name.IsEmpty ? names.UnstructuredName : name;
        name = name.IsEmpty ? contact.Nicknames.Primary.Value : name;
        name = name.IsEmpty ? contact.Organizations.Primary.Name : name;
        name = name.IsEmpty ? contact.EmailAddresses.Primary.Value : name;
        return name.IsEmpty ? contact.PhoneNumbers.Primary.Value : name;
    }

    private static void WriteDate<T>(ref Utf8Output output, T date, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        date.TryFormat(output.Free(16), out var written, format, CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    private static void WriteNumber(ref FoldedLines line, ref Utf8Output output, int number)
    {
        Span<byte> digits = stackalloc byte[10];
        number.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        line.Write(ref output, digits[..written]);
    }
}
