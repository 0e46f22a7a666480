using System.Text;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>Keeps what the parser hands over as text, one line a contact, so that tests can compare it.</summary>
internal sealed class RecordingSinkForTests : IContactSink
{
    public List<string> Contacts { get; } = [];

    public static (List<string> Contacts, PeoplePage Page) Parse(string page) => Parse(Encoding.UTF8.GetBytes(page));

    public static (List<string> Contacts, PeoplePage Page) Parse(ReadOnlyMemory<byte> page)
    {
        var sink = new RecordingSinkForTests();
        var result = PeoplePageParser.Parse(page, new Contact(), sink);
        Assert.Equal(result.Contacts, sink.Contacts.Count);
        return (sink.Contacts, result);
    }

    public void Write(Contact contact)
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

        Contacts.Add(line.ToString());
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
        var raw = range.In(contact.Page.Span);
        Assert.Equal(raw.Contains((byte)'\\'), range.HasEscapes);
        var text = new byte[raw.Length];
        return Encoding.UTF8.GetString(text, 0, JsonText.Unescape(raw, text));
    }
}
