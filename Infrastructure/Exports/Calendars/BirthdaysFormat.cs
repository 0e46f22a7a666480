using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Calendars;

/// <summary>
/// iCalendar (RFC 5545): an all-day event that comes each year for every birthday, anniversary and other date of a contact.
/// A contact without a day and month is left out.
/// </summary>
internal sealed class BirthdaysFormat : ExportFormat
{
    public override string Name => "birthdays";

    public override string MediaType => "text/calendar; charset=utf-8";

    public override string Extension => "ics";

    public override string FileName => "birthdays";

    public override string Description => "A calendar with a yearly event for each birthday, anniversary and other date of your contacts.";

    public override PersonSelection Reads { get; } = new(
        PersonSchema.Sources.Only("id", "type", "updateTime"),
        PersonSchema.Names.Only("displayName", "unstructuredName", "honorificPrefix", "givenName", "middleName", "familyName", "honorificSuffix"),
        PersonSchema.Nicknames.Only("value"),
        PersonSchema.Organizations.Only("name", "title"),
        PersonSchema.EmailAddresses.Only("value"),
        PersonSchema.PhoneNumbers.Only("value"),
        PersonSchema.Birthdays.Only("date"),
        PersonSchema.Events.Only("date", "type", "formattedType"));

    public override IReadOnlyList<string> Sources => ["READ_SOURCE_TYPE_CONTACT"];

    // NAME and REFRESH-INTERVAL are RFC 7986's words for what the X- ones said before. Without METHOD it is a calendar to read, no invitation.
    public override void Begin(ExportContext context, ref Utf8Output output) =>
        output.Write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Gcd//Birthdays//EN\r\nCALSCALE:GREGORIAN\r\nNAME:Birthdays\r\nX-WR-CALNAME:Birthdays\r\nREFRESH-INTERVAL;VALUE=DURATION:P1D\r\nX-PUBLISHED-TTL:P1D\r\n"u8);

    public override void Write(ExportContext context, Contact contact, long index, ref Utf8Output output)
    {
        if (contact.Birthdays.Count == 0 && contact.Events.Count == 0)
        {
            return;
        }

        var events = new YearlyEvents(context, contact, output);
        if (Birthday(contact) is { } birthday)
        {
            events.WriteBirthday(birthday);
        }

        foreach (var other in contact.Events)
        {
            if (YearlyDate.From(other.Date) is not { } date)
            {
                continue;
            }

            if (contact.Raw(other.Type).SequenceEqual("anniversary"u8))
            {
                events.WriteAnniversary(date);
            }
            else
            {
                events.WriteOther(date, context.Text(contact, other.FormattedType.IsEmpty ? other.Type : other.FormattedType));
            }
        }

        output = events.Output;
    }

    public override void End(ExportContext context, long total, ref Utf8Output output) => output.Write("END:VCALENDAR\r\n"u8);

    /// <summary>A person has one birthday: the primary entry's, else the first that is a day of the year.</summary>
    private static YearlyDate? Birthday(Contact contact)
    {
        var found = YearlyDate.From(contact.Birthdays.Primary.Date);
        foreach (var birthday in contact.Birthdays)
        {
            found ??= YearlyDate.From(birthday.Date);
        }

        return found;
    }
}
