using System.Buffers.Text;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Google.Contacts.Entries;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>RFC 9555, section 2.15: properties and parameters of vCard that JSContact has nothing for, as in jCard.</summary>
internal ref partial struct JsContactWriter
{
    private void WriteParameter(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> value)
    {
        json.Name("vCardParams"u8);
        json.Open('{');
        json.Name(name);
        json.Text(value);
        json.Close('}');
    }

    private void WriteProperties()
    {
        WriteGender(Text(contact.Genders.Primary.Value));
        WriteProperty("x-phonetic-name"u8, contact.Names.Primary.PhoneticFullName);
        if (!FilesBySurname(contact.Names.Primary))
        {
            WriteProperty("x-file-as"u8, contact.FileAses.Primary.Value);
        }

        if (contact.Birthdays.Primary is { Date.IsEmpty: true } birthday)
        {
            WriteProperty("bday"u8, birthday.Text);
        }

        WriteOrganizationProperties();
        WriteEventProperties();
        WriteLocationProperties();
        WriteGroups("x-external-id"u8, contact.ExternalIds);
        foreach (var occupation in contact.Occupations)
        {
            WriteProperty("x-occupation"u8, occupation.Value);
        }

        WriteOwnFields();
        EndList();
    }

    // A letter, and the person's own words behind it.
    private void WriteGender(scoped ReadOnlySpan<byte> gender)
    {
        if (gender.IsEmpty)
        {
            return;
        }

        var letter = CardGender.LetterOf(gender);
        if (!letter.IsEmpty)
        {
            WritePlain("gender"u8, letter, default);
            return;
        }

        OpenProperty("gender"u8, default);
        json.Open('[');
        json.Text(default);
        json.Text(gender);
        json.Close(']');
        json.Close(']');
    }

    private void WriteOrganizationProperties()
    {
        var number = 0;
        foreach (var organization in contact.Organizations)
        {
            number++;
            if (!CardOrganization.HasDetails(organization, contact) && !CardOrganization.ShowsCurrent(organization, contact))
            {
                continue;
            }

            var group = Group("org"u8, number);
            WriteProperty("x-phonetic-org"u8, organization.PhoneticName, group);
            WriteProperty("x-org-type"u8, CardOrganization.TypeOf(organization, contact), group);
            WriteProperty("x-org-location"u8, organization.Location, group);
            WriteProperty("x-org-domain"u8, organization.Domain, group);
            WriteProperty("x-org-symbol"u8, organization.Symbol, group);
            WriteDate("x-org-start"u8, organization.StartDate, group);
            WriteDate("x-org-end"u8, organization.EndDate, group);
            if (CardOrganization.ShowsCurrent(organization, contact))
            {
                WritePlain("x-org-current"u8, "TRUE"u8, group);
            }
        }
    }

    private void WriteEventProperties()
    {
        var number = 0;
        foreach (var date in contact.Events)
        {
            number++;
            if (!date.Date.IsEmpty && !IsAnniversary(date))
            {
                var group = Group("date"u8, number);
                WriteDate("x-abdate"u8, date.Date, group);
                WriteProperty("x-ablabel"u8, date.Type, group);
            }
        }
    }

    private void WriteLocationProperties()
    {
        var number = 0;
        foreach (var location in contact.Locations)
        {
            var group = Group("place"u8, ++number);
            WriteProperty("x-location"u8, location.Value, group);
            WriteProperty("x-ablabel"u8, location.Type, group);
            WriteProperty("x-building"u8, location.BuildingId, group);
            WriteProperty("x-floor"u8, location.Floor, group);
            WriteProperty("x-floor-section"u8, location.FloorSection, group);
            WriteProperty("x-desk"u8, location.DeskCode, group);
            if (location.Current)
            {
                WritePlain("x-current"u8, "TRUE"u8, group);
            }
        }
    }

    private void WriteGroups(scoped ReadOnlySpan<byte> name, EntryList<ExternalId> ids)
    {
        var number = 0;
        foreach (var id in ids)
        {
            var group = Group("id"u8, ++number);
            WriteProperty(name, id.Value, group);
            WriteProperty("x-ablabel"u8, id.Type, group);
        }
    }

    private void WriteOwnFields()
    {
        var number = 0;
        foreach (var field in contact.UserDefined)
        {
            var group = Group("field"u8, ++number);
            WriteProperty("x-custom"u8, field.Value, group);
            WriteProperty("x-ablabel"u8, field.Key, group);
        }
    }

    private void WriteProperty(scoped ReadOnlySpan<byte> name, TextRange value, scoped ReadOnlySpan<byte> group = default)
    {
        if (!value.IsEmpty)
        {
            WritePlain(name, Text(value), group);
        }
    }

    private void WriteDate(scoped ReadOnlySpan<byte> name, PartialDate date, scoped ReadOnlySpan<byte> group)
    {
        if (!date.IsEmpty)
        {
            WritePlain(name, CardDate.Of(date, stackalloc byte[CardDate.Longest]), group);
        }
    }

    private void WritePlain(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> value, scoped ReadOnlySpan<byte> group)
    {
        OpenProperty(name, group);
        json.Text(value);
        json.Close(']');
    }

    private void OpenProperty(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> group)
    {
        BeginList("vCardProps"u8);
        json.Open('[');
        json.Text(name);
        json.Open('{');
        if (!group.IsEmpty)
        {
            json.Name("group"u8);
            json.Text(group);
        }

        json.Close('}');
        json.Text(name.StartsWith("x-"u8) ? "unknown"u8 : "text"u8);
    }

    private readonly ReadOnlySpan<byte> Group(scoped ReadOnlySpan<byte> kind, int number)
    {
        Span<byte> digits = stackalloc byte[11];
        Utf8Formatter.TryFormat(number, digits, out var length);
        var start = context.Scratch.Length;
        context.Scratch.Append(kind);
        context.Scratch.Append(digits[..length]);
        return context.Scratch.From(start);
    }
}
