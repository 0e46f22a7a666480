using System.Collections.Immutable;
using System.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports;

/// <summary>The columns of every format and the rules by which a contact fills them. Not for use by two downloads at once.</summary>
internal sealed class ContactColumns
{
    public static readonly ImmutableArray<string> Names =
    [
        "Full Name", "Given Name", "Family Name", "Nickname", "Primary Email", "Other Emails",
        "Mobile Phone", "Work Phone", "Home Phone", "Other Phones", "Organization", "Job Title", "Birthday",
        "Street Address", "City", "Region", "Postal Code", "Country", "Resource Name",
    ];

    private readonly PlainText _plain = new();

    public void Write<TRow>(Contact contact, ref TRow row)
        where TRow : struct, IRow, allows ref struct
    {
        _plain.Clear();
        var page = contact.Page.Span;
        WriteNames(contact, page, ref row);
        WriteEmails(contact.EmailAddresses, page, ref row);
        WritePhones(contact.PhoneNumbers, page, ref row);
        WriteOrganization(contact.Organizations, page, ref row);
        WriteBirthday(contact.Birthdays, page, ref row);
        WriteAddress(contact.Addresses, page, ref row);
        row.Write(_plain.Of(page, contact.ResourceName));
    }

    private void WriteNames<TRow>(Contact contact, ReadOnlySpan<byte> page, ref TRow row)
        where TRow : struct, IRow, allows ref struct
    {
        var name = PrimaryOf(contact.Names);
        row.Write(_plain.Of(page, name.DisplayName.IsEmpty ? name.UnstructuredName : name.DisplayName));
        row.Write(_plain.Of(page, name.GivenName));
        row.Write(_plain.Of(page, name.FamilyName));
        row.Write(_plain.Of(page, PrimaryOf(contact.Nicknames).Value));
    }

    private void WriteEmails<TRow>(ReadOnlySpan<EmailAddress> emails, ReadOnlySpan<byte> page, ref TRow row)
        where TRow : struct, IRow, allows ref struct
    {
        var primary = IndexOfPrimary(emails);
        row.Write(primary < 0 ? default : _plain.Of(page, emails[primary].Value));
        var start = _plain.Length;
        for (var i = 0; i < emails.Length; i++)
        {
            if (i != primary)
            {
                Join(start, page, emails[i].Value);
            }
        }

        row.Write(_plain.From(start));
    }

    // Numbers are compared by their text: one that a column before shows is not repeated under whatever type.
    private void WritePhones<TRow>(ReadOnlySpan<PhoneNumber> phones, ReadOnlySpan<byte> page, ref TRow row)
        where TRow : struct, IRow, allows ref struct
    {
        var mobile = FirstOfType(phones, "mobile"u8, page);
        var work = FirstOfType(phones, "work"u8, page);
        var home = FirstOfType(phones, "home"u8, page);
        row.Write(mobile);
        row.Write(work);
        row.Write(home);
        var start = _plain.Length;
        foreach (ref readonly var phone in phones)
        {
            var before = _plain.Length;
            var number = Join(start, page, phone.Value);
            if (number.SequenceEqual(mobile) || number.SequenceEqual(work) || number.SequenceEqual(home))
            {
                _plain.Truncate(before);
            }
        }

        row.Write(_plain.From(start));
    }

    private void WriteOrganization<TRow>(ReadOnlySpan<Organization> organizations, ReadOnlySpan<byte> page, ref TRow row)
        where TRow : struct, IRow, allows ref struct
    {
        var organization = PrimaryOf(organizations);
        row.Write(_plain.Of(page, organization.Name));
        row.Write(_plain.Of(page, organization.Title));
    }

    private void WriteBirthday<TRow>(ReadOnlySpan<Birthday> birthdays, ReadOnlySpan<byte> page, ref TRow row)
        where TRow : struct, IRow, allows ref struct
    {
        var birthday = PrimaryOf(birthdays);
        if (!birthday.HasDate)
        {
            row.Write(_plain.Of(page, birthday.Text));
            return;
        }

        var start = _plain.Length;
        if (birthday.Year > 0)
        {
            _plain.Append(birthday.Year, 4);
        }
        else
        {
            _plain.Append("-"u8);
        }

        if (birthday.Month > 0)
        {
            _plain.Append("-"u8);
            _plain.Append(birthday.Month, 2);
            if (birthday.Day > 0)
            {
                _plain.Append("-"u8);
                _plain.Append(birthday.Day, 2);
            }
        }

        row.Write(_plain.From(start));
    }

    private void WriteAddress<TRow>(ReadOnlySpan<Address> addresses, ReadOnlySpan<byte> page, ref TRow row)
        where TRow : struct, IRow, allows ref struct
    {
        var chosen = ChooseAddress(addresses, page);
        var address = chosen < 0 ? default : addresses[chosen];
        row.Write(_plain.Of(page, address.HasParts ? address.StreetAddress : address.FormattedValue));
        row.Write(_plain.Of(page, address.City));
        row.Write(_plain.Of(page, address.Region));
        row.Write(_plain.Of(page, address.PostalCode));
        row.Write(_plain.Of(page, address.Country));
    }

    private int ChooseAddress(ReadOnlySpan<Address> addresses, ReadOnlySpan<byte> page)
    {
        var home = -1;
        var work = -1;
        for (var i = 0; i < addresses.Length; i++)
        {
            if (IsOfType(page, addresses[i].Type, "home"u8))
            {
                if (addresses[i].Primary)
                {
                    return i;
                }

                home = home < 0 ? i : home;
            }
            else if (work < 0 && IsOfType(page, addresses[i].Type, "work"u8))
            {
                work = i;
            }
        }

        return home >= 0 ? home : work >= 0 ? work : IndexOfPrimary(addresses);
    }

    private ReadOnlySpan<byte> FirstOfType(ReadOnlySpan<PhoneNumber> phones, ReadOnlySpan<byte> type, ReadOnlySpan<byte> page)
    {
        foreach (ref readonly var phone in phones)
        {
            if (IsOfType(page, phone.Type, type))
            {
                return _plain.Of(page, phone.Value);
            }
        }

        return default;
    }

    private bool IsOfType(ReadOnlySpan<byte> page, TextRange text, ReadOnlySpan<byte> type) =>
        text.Length >= type.Length && Ascii.EqualsIgnoreCase(_plain.Of(page, text), type);

    private ReadOnlySpan<byte> Join(int start, ReadOnlySpan<byte> page, TextRange text)
    {
        if (_plain.Length > start)
        {
            _plain.Append("; "u8);
        }

        var begin = _plain.Length;
        _plain.Append(page, text);
        return _plain.From(begin);
    }

    private static T PrimaryOf<T>(ReadOnlySpan<T> entries)
        where T : struct, IContactEntry
    {
        var index = IndexOfPrimary(entries);
        return index < 0 ? default : entries[index];
    }

    private static int IndexOfPrimary<T>(ReadOnlySpan<T> entries)
        where T : struct, IContactEntry
    {
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Primary)
            {
                return i;
            }
        }

        return entries.IsEmpty ? -1 : 0;
    }
}
