using System.Buffers;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Features.Download.Formats;

/// <summary>A contact as the 19 columns: picks what each shows. README, "Data formats", has the rules.</summary>
internal sealed class ContactRow
{
    private static ReadOnlySpan<byte> Separator => "; "u8;

    private readonly ArrayBufferWriter<byte> scratch = new(256);
    private Contact contact = new();
    private int mobile;
    private int work;
    private int home;
    private int email;
    private NameEntry name;
    private OrganizationEntry organization;
    private AddressEntry address;

    public void Take(Contact next)
    {
        contact = next;
        email = Contact.Preferred(next.EmailAddresses);
        mobile = PhoneChoice.First(next, "mobile"u8);
        work = PhoneChoice.First(next, "work"u8);
        home = PhoneChoice.First(next, "home"u8);
        name = Contact.Preferred(next.Names) is >= 0 and var n ? next.Names[n] : default;
        organization = Contact.Preferred(next.Organizations) is >= 0 and var o ? next.Organizations[o] : default;
        address = AddressChoice.Of(next) is >= 0 and var a ? next.Addresses[a] : default;
    }

    /// <summary>The column's text in UTF-8, valid until the next call.</summary>
    public ReadOnlySpan<byte> this[ContactColumn column] => column switch
    {
        ContactColumn.FullName => Text(name.DisplayName.IsMissing ? name.UnstructuredName : name.DisplayName),
        ContactColumn.GivenName => Text(name.GivenName),
        ContactColumn.FamilyName => Text(name.FamilyName),
        ContactColumn.Nickname => Contact.Preferred(contact.Nicknames) is >= 0 and var n ? Text(contact.Nicknames[n].Value) : [],
        ContactColumn.PrimaryEmail => email >= 0 ? Text(contact.EmailAddresses[email].Value) : [],
        ContactColumn.OtherEmails => OtherEmails(),
        ContactColumn.MobilePhone => Phone(mobile),
        ContactColumn.WorkPhone => Phone(work),
        ContactColumn.HomePhone => Phone(home),
        ContactColumn.OtherPhones => OtherPhones(),
        ContactColumn.Organization => Text(organization.Name),
        ContactColumn.JobTitle => Text(organization.Title),
        ContactColumn.Birthday => Birthday(),
        ContactColumn.StreetAddress => Text(AddressChoice.Street(address)),
        ContactColumn.City => Text(address.City),
        ContactColumn.Region => Text(address.Region),
        ContactColumn.PostalCode => Text(address.PostalCode),
        ContactColumn.Country => Text(address.Country),
        _ => Text(contact.ResourceName),
    };

    private ReadOnlySpan<byte> Phone(int index) => index >= 0 ? Text(contact.PhoneNumbers[index].Value) : [];

    private ReadOnlySpan<byte> OtherEmails()
    {
        scratch.ResetWrittenCount();
        for (var i = 0; i < contact.EmailAddresses.Count; i++)
        {
            if (i != email)
            {
                Join(contact.EmailAddresses[i].Value);
            }
        }

        return scratch.WrittenSpan;
    }

    private ReadOnlySpan<byte> OtherPhones()
    {
        scratch.ResetWrittenCount();
        for (var i = 0; i < contact.PhoneNumbers.Count; i++)
        {
            if (!PhoneChoice.IsShown(contact, i, mobile, work, home))
            {
                Join(contact.PhoneNumbers[i].Value);
            }
        }

        return scratch.WrittenSpan;
    }

    private ReadOnlySpan<byte> Birthday()
    {
        if (Contact.Preferred(contact.Birthdays) is not (>= 0 and var index))
        {
            return [];
        }

        var birthday = contact.Birthdays[index];
        scratch.ResetWrittenCount();
        return BirthdayText.TryWrite(birthday, scratch) ? scratch.WrittenSpan : Text(birthday.Text);
    }

    private void Join(JsonText text)
    {
        if (text.IsMissing)
        {
            return;
        }

        if (scratch.WrittenCount > 0)
        {
            scratch.Write(Separator);
        }

        Append(text);
    }

    private void Append(JsonText text)
    {
        if (text.HasEscapes)
        {
            JsonUnescaper.Unescape(contact.Raw(text), scratch);
        }
        else
        {
            scratch.Write(contact.Raw(text));
        }
    }

    private ReadOnlySpan<byte> Text(JsonText text)
    {
        if (!text.HasEscapes)
        {
            return contact.Raw(text);
        }

        scratch.ResetWrittenCount();
        Append(text);
        return scratch.WrittenSpan;
    }
}
