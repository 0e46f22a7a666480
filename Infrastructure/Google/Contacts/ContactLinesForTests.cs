using System.Text;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>What the reader finds in a page as text, one line a contact, so that tests can compare it.</summary>
internal static class ContactLinesForTests
{
    public static (List<string> Contacts, PeoplePage Page) Parse(string page) => Parse(Encoding.UTF8.GetBytes(page));

    public static (List<string> Contacts, PeoplePage Page) Parse(ArraySegment<byte> page)
    {
        var contacts = new List<string>();
        var result = Parse(page, contacts);
        Assert.Equal(result.Contacts, contacts.Count);
        return (contacts, result);
    }

    /// <summary>Adds the contacts as they are read, so that they are there when the page turns out to be malformed.</summary>
    public static PeoplePage Parse(ArraySegment<byte> page, List<string> contacts)
    {
        var contact = new Contact();
        var reader = new PeoplePageReader(page);
        while (reader.Read(contact))
        {
            contacts.Add(Line(contact));
        }

        Assert.False(reader.Read(contact));
        return reader.Page;
    }

    public static string Line(Contact contact)
    {
        var line = new StringBuilder(Text(contact, contact.ResourceName));
        foreach (var name in contact.Names)
        {
            Add(line, contact, "name", name.Primary, name.DisplayName, name.UnstructuredName, name.GivenName, name.FamilyName);
        }

        foreach (var nickname in contact.Nicknames)
        {
            Add(line, contact, "nickname", nickname.Primary, nickname.Value);
        }

        foreach (var email in contact.EmailAddresses)
        {
            Add(line, contact, "email", email.Primary, email.Value);
        }

        foreach (var phone in contact.PhoneNumbers)
        {
            Add(line, contact, "phone", phone.Primary, phone.Type, phone.Value);
        }

        foreach (var organization in contact.Organizations)
        {
            Add(line, contact, "organization", organization.Primary, organization.Name, organization.Title);
        }

        foreach (var birthday in contact.Birthdays)
        {
            Add(line, contact, $"birthday {birthday.Year}-{birthday.Month}-{birthday.Day}", birthday.Primary, birthday.Text);
        }

        foreach (var a in contact.Addresses)
        {
            Add(line, contact, "address", a.Primary, a.Type, a.FormattedValue, a.StreetAddress, a.City, a.Region, a.PostalCode, a.Country);
        }

        return line.ToString();
    }

    private static void Add(StringBuilder line, Contact contact, string kind, bool primary, params ReadOnlySpan<TextRange> texts)
    {
        line.Append(" | ").Append(kind).Append(primary ? "*" : "");
        foreach (var text in texts)
        {
            line.Append(" <").Append(Text(contact, text)).Append('>');
        }
    }

    private static string Text(Contact contact, TextRange range)
    {
        var raw = contact.Raw(range);
        Assert.Equal(raw.Contains((byte)'\\'), range.HasEscapes);
        var text = new byte[raw.Length];
        return Encoding.UTF8.GetString(text, 0, JsonEscapes.Unescape(raw, text));
    }
}
