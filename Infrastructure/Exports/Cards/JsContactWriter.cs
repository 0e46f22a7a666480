using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>
/// Writes a contact as a Card (RFC 9553). What it has no place for stands in vCardProps, as RFC 9555 converts it from a vCard that has the
/// same property.
/// </summary>
internal ref partial struct JsContactWriter
{
    private readonly ExportContext context;
    private readonly Contact contact;
    private CardJson json;
    private bool isMapBegun;
    private bool isListBegun;
    private bool hasPhonetics;

    private JsContactWriter(ExportContext context, Contact contact, Utf8Output output)
    {
        this.context = context;
        this.contact = contact;
        json = new CardJson(output);
    }

    /// <param name="context">Gives the names of labels.</param>
    /// <param name="contact">Read by <see cref="CardFields.Reads"/>.</param>
    /// <param name="output">Where the card goes.</param>
    public static void Write(ExportContext context, Contact contact, ref Utf8Output output)
    {
        var card = new JsContactWriter(context, contact, output);
        card.Write();
        output = card.json.Output;
    }

    private void Write()
    {
        WriteIdentity();
        WriteName();
        WriteNicknames();
        WriteOrganizations();
        WriteTitles();
        WritePronouns();
        WriteEmails();
        WritePhones();
        WriteOnlineServices();
        WriteAddresses();
        WriteLinks();
        WriteCalendars();
        WriteMedia();
        WriteAnniversaries();
        WriteRelations();
        WritePersonalInfo();
        WriteNotes();
        WriteKeywords();
        WriteProperties();
        json.Close('}');
    }

    private void WriteIdentity()
    {
        var identity = new CardIdentity(context, contact);
        json.Begin("{\"@type\":\"Card\",\"version\":\"1.0\",\"uid\":"u8);
        json.Text(identity.Uid);
        if (!identity.UpdateTime.IsEmpty)
        {
            Span<byte> time = stackalloc byte[20];
            identity.UpdateTime.CopyTo(time);
            time[^1] = (byte)'Z';
            json.Name("updated"u8);
            json.Text(time);
        }
    }

    private readonly ReadOnlySpan<byte> Text(TextRange text) => context.Text(contact, text);

    /// <summary>A member that is only there with a value.</summary>
    private void WriteMember(scoped ReadOnlySpan<byte> name, TextRange value)
    {
        if (!value.IsEmpty)
        {
            json.Name(name);
            json.Text(Text(value));
        }
    }

    /// <summary>Begins an entry of a map, which is there only with one.</summary>
    private void Open(scoped ReadOnlySpan<byte> map, int number)
    {
        BeginMap(map);
        json.Name(number);
        json.Open('{');
    }

    private void BeginMap(scoped ReadOnlySpan<byte> map)
    {
        if (!isMapBegun)
        {
            json.Name(map);
            json.Open('{');
            isMapBegun = true;
        }
    }

    private void EndMap()
    {
        if (isMapBegun)
        {
            json.Close('}');
            isMapBegun = false;
        }
    }

    /// <summary>A list is there only with an entry too.</summary>
    private void BeginList(scoped ReadOnlySpan<byte> list)
    {
        if (!isListBegun)
        {
            json.Name(list);
            json.Open('[');
            isListBegun = true;
        }
    }

    private void EndList()
    {
        if (isListBegun)
        {
            json.Close(']');
            isListBegun = false;
        }
    }

    /// <summary>Contexts, features and label behind the entry's first member.</summary>
    private void WriteType(TextRange type, CardTypes types)
    {
        var known = types.Find(Text(type), out var label);
        json.Raw(known.Json);
        if (!label.IsEmpty)
        {
            json.Name("label"u8);
            json.Text(label);
        }
    }

    private void WritePreference(bool isPreferred)
    {
        if (isPreferred)
        {
            json.Raw(",\"pref\":1"u8);
        }
    }
}
