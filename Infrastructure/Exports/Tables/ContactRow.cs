using System.Runtime.CompilerServices;
using System.Text;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Google.Contacts.Entries;

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
            var cell = cells[column];
            return cell.Start < 0 ? plain.Slice(~cell.Start, cell.Length) : contact.Raw(cell);
        }
    }

    private void AddName()
    {
        var name = contact.Names.Primary;
        Add(name.DisplayName.IsEmpty ? name.UnstructuredName : name.DisplayName);
        Add(name.GivenName);
        Add(name.FamilyName);
        Add(contact.Nicknames.Primary.Value);
    }

    private void AddEmails()
    {
        var emails = contact.EmailAddresses;
        var primary = emails.IndexOfPrimary;
        Add(primary < 0 ? default : emails[primary].Value);
        var start = plain.Length;
        for (var i = 0; i < emails.Count; i++)
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
        foreach (var phone in phones)
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
        var organization = contact.Organizations.Primary;
        Add(organization.Name);
        Add(organization.Title);
    }

    private void AddBirthday()
    {
        var birthday = contact.Birthdays.Primary;
        var date = birthday.Date;
        if (date.IsEmpty)
        {
            Add(birthday.Text);
            return;
        }

        var start = plain.Length;
        IsoDate.Append(plain, date);
        AddComposed(start);
    }

    private void AddAddress()
    {
        var address = ChooseAddress(contact.Addresses);
        Add(address.HasParts ? address.StreetAddress : address.FormattedValue);
        Add(address.City);
        Add(address.Region);
        Add(address.PostalCode);
        Add(address.Country);
    }

    private readonly Address ChooseAddress(EntryList<Address> addresses)
    {
        var home = -1;
        var work = -1;
        for (var i = 0; i < addresses.Count; i++)
        {
            var address = addresses[i];
            if (IsOfType(address.Type, "home"u8))
            {
                if (address.Primary)
                {
                    return address;
                }

                home = home < 0 ? i : home;
            }
            else if (work < 0 && IsOfType(address.Type, "work"u8))
            {
                work = i;
            }
        }

        return home >= 0 ? addresses[home] : work >= 0 ? addresses[work] : addresses.Primary;
    }

    private readonly TextRange FirstOfType(EntryList<PhoneNumber> phones, ReadOnlySpan<byte> type)
    {
        foreach (var phone in phones)
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
            cells[filled++] = text;
        }
    }

    private void AddComposed(int start) => cells[filled++] = new TextRange(~start, plain.Length - start, hasEscapes: false);

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

    /// <summary>Where each value lies: from there on in the page, or, complemented, in the scratch memory.</summary>
    [InlineArray(Columns)]
    private struct Cells
    {
        private TextRange first;
    }
}
