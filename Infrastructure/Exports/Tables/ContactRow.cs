using System.Runtime.CompilerServices;
using System.Text;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>What one contact shows in each of the <see cref="ContactColumns"/>, as plain UTF-8; a missing value is empty.</summary>
internal ref struct ContactRow
{
    public const int Columns = 19;

    private readonly Contact contact;
    private readonly PlainText plain;
    private Cells cells;
    private int filled;

    public ContactRow(ExportContext context, Contact contact)
    {
        this.contact = contact;
        plain = context.Scratch;
        AddName();
        AddEmails();
        AddPhones();
        AddOrganization();
        AddBirthday();
        AddAddress();
        Add(contact.ResourceName);
    }

    public readonly ReadOnlySpan<byte> this[int column]
    {
        get
        {
            var (start, length) = cells[column];
            return start < 0 ? plain.Slice(~start, length) : contact.Raw(start, length);
        }
    }

    private void AddName()
    {
        var name = PrimaryOf(contact.Names);
        Add(name.DisplayName.IsEmpty ? name.UnstructuredName : name.DisplayName);
        Add(name.GivenName);
        Add(name.FamilyName);
        Add(PrimaryOf(contact.Nicknames).Value);
    }

    private void AddEmails()
    {
        var emails = contact.EmailAddresses;
        var primary = IndexOfPrimary(emails);
        Add(primary < 0 ? default : emails[primary].Value);
        var start = plain.Length;
        for (var i = 0; i < emails.Length; i++)
        {
            if (i != primary)
            {
                Join(start, emails[i].Value);
            }
        }

        AddComposed(start);
    }

    // Numbers are compared by their text: one that a column before shows is not repeated under whatever type.
    private void AddPhones()
    {
        var phones = contact.PhoneNumbers;
        var shown = filled;
        Add(FirstOfType(phones, "mobile"u8));
        Add(FirstOfType(phones, "work"u8));
        Add(FirstOfType(phones, "home"u8));
        var start = plain.Length;
        foreach (ref readonly var phone in phones)
        {
            var before = plain.Length;
            var number = Join(start, phone.Value);
            if (number.SequenceEqual(this[shown]) || number.SequenceEqual(this[shown + 1]) || number.SequenceEqual(this[shown + 2]))
            {
                plain.Truncate(before);
            }
        }

        AddComposed(start);
    }

    private void AddOrganization()
    {
        var organization = PrimaryOf(contact.Organizations);
        Add(organization.Name);
        Add(organization.Title);
    }

    private void AddBirthday()
    {
        var birthday = PrimaryOf(contact.Birthdays);
        if (!birthday.HasDate)
        {
            Add(birthday.Text);
            return;
        }

        var start = plain.Length;
        if (birthday.Year > 0)
        {
            plain.Append(birthday.Year, 4);
        }
        else
        {
            plain.Append("-"u8);
        }

        if (birthday.Month > 0)
        {
            plain.Append("-"u8);
            plain.Append(birthday.Month, 2);
            if (birthday.Day > 0)
            {
                plain.Append("-"u8);
                plain.Append(birthday.Day, 2);
            }
        }

        AddComposed(start);
    }

    private void AddAddress()
    {
        var chosen = ChooseAddress(contact.Addresses);
        var address = chosen < 0 ? default : contact.Addresses[chosen];
        Add(address.HasParts ? address.StreetAddress : address.FormattedValue);
        Add(address.City);
        Add(address.Region);
        Add(address.PostalCode);
        Add(address.Country);
    }

    private readonly int ChooseAddress(ReadOnlySpan<Address> addresses)
    {
        var home = -1;
        var work = -1;
        for (var i = 0; i < addresses.Length; i++)
        {
            if (IsOfType(addresses[i].Type, "home"u8))
            {
                if (addresses[i].Primary)
                {
                    return i;
                }

                home = home < 0 ? i : home;
            }
            else if (work < 0 && IsOfType(addresses[i].Type, "work"u8))
            {
                work = i;
            }
        }

        return home >= 0 ? home : work >= 0 ? work : IndexOfPrimary(addresses);
    }

    private readonly TextRange FirstOfType(ReadOnlySpan<PhoneNumber> phones, ReadOnlySpan<byte> type)
    {
        foreach (ref readonly var phone in phones)
        {
            if (IsOfType(phone.Type, type))
            {
                return phone.Value;
            }
        }

        return default;
    }

    private readonly bool IsOfType(TextRange text, ReadOnlySpan<byte> type) =>
        text.Length >= type.Length && Ascii.EqualsIgnoreCase(plain.Of(contact.Raw(text), text.HasEscapes), type);

    private void Add(TextRange text)
    {
        if (text.HasEscapes)
        {
            var start = plain.Length;
            plain.Append(contact.Raw(text), hasEscapes: true);
            AddComposed(start);
        }
        else
        {
            cells[filled++] = (text.Start, text.Length);
        }
    }

    private void AddComposed(int start) => cells[filled++] = (~start, plain.Length - start);

    private readonly ReadOnlySpan<byte> Join(int start, TextRange text)
    {
        if (plain.Length > start)
        {
            plain.Append("; "u8);
        }

        var begin = plain.Length;
        plain.Append(contact.Raw(text), text.HasEscapes);
        return plain.From(begin);
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

    /// <summary>Where each value lies: from there on in the page, or, complemented, in the scratch memory.</summary>
    [InlineArray(Columns)]
    private struct Cells
    {
        private (int Start, int Length) first;
    }
}
