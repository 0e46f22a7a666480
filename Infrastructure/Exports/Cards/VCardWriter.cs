using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>
/// Writes a contact as one vCard. What the standard has no place for becomes a line of a group (item1.X-…), as Apple does it and others read
/// it, or a line of the note where only a person can make something of it.
/// </summary>
internal ref partial struct VCardWriter
{
    private readonly ExportContext context;
    private readonly Contact contact;
    private readonly VCardVersion version;
    private ContentLines lines;
    private ReadOnlySpan<byte> label;
    private int group;
    private int groups;
    private bool isNoteBegun;

    private VCardWriter(ExportContext context, Contact contact, VCardVersion version, Utf8Output output)
    {
        this.context = context;
        this.contact = contact;
        this.version = version;
        lines = new ContentLines(output);
    }

    private readonly bool IsFour => version == VCardVersion.Four;

    /// <param name="context">Gives the names of labels.</param>
    /// <param name="contact">Read by <see cref="CardFields.Reads"/>.</param>
    /// <param name="version">What the reader understands.</param>
    /// <param name="output">Where the card goes.</param>
    public static void Write(ExportContext context, Contact contact, VCardVersion version, ref Utf8Output output)
    {
        var card = new VCardWriter(context, contact, version, output);
        card.Write();
        output = card.lines.Output;
    }

    private void Write()
    {
        lines.Begin(IsFour ? "BEGIN:VCARD\r\nVERSION:4.0"u8 : "BEGIN:VCARD\r\nVERSION:3.0"u8);
        lines.End();
        WriteIdentity();
        WriteNames();
        WriteOrganizations();
        WriteEmails();
        WritePhones();
        WriteAddresses();
        WriteUrls();
        WriteCalendarUrls();
        WriteImClients();
        WriteSipAddresses();
        WritePhotos();
        WriteRelations();
        WriteEvents();
        WriteGender();
        WriteLocations();
        WriteExternalIds();
        WriteCategories();
        if (IsFour)
        {
            WriteEach("EXPERTISE:"u8, contact.Skills);
            WriteEach("INTEREST:"u8, contact.Interests);
        }

        WriteBirthday();
        WriteNote();
        lines.Begin("END:VCARD"u8);
        lines.End();
    }

    private void WriteIdentity()
    {
        var identity = new CardIdentity(context, contact);
        if (!identity.Uid.IsEmpty)
        {
            lines.Begin(IsFour ? "UID;VALUE=text:"u8 : "UID:"u8);
            lines.WriteText(identity.Uid);
            lines.End();
        }

        if (!identity.UpdateTime.IsEmpty)
        {
            lines.Begin("REV:"u8);
            WriteTime(identity.UpdateTime);
            lines.Write("Z"u8);
            lines.End();
        }
    }

    // 2026-01-02T03:04:05; RFC 6350 has no signs between the digits.
    private void WriteTime(scoped ReadOnlySpan<byte> time)
    {
        if (!IsFour)
        {
            lines.Write(time);
            return;
        }

        lines.Write(time[..4]);
        lines.Write(time[5..7]);
        lines.Write(time[8..13]);
        lines.Write(time[14..16]);
        lines.Write(time[17..]);
    }

    private readonly ReadOnlySpan<byte> Text(TextRange text) => context.Text(contact, text);

    /// <summary>Begins the line of an entry that has a type; what the parameters do not say comes as its label when it is closed.</summary>
    private void Open(scoped ReadOnlySpan<byte> name, TextRange type, CardTypes types, bool isPreferred = false, bool needsGroup = false)
    {
        var known = types.Find(Text(type), version, out label);
        group = needsGroup || !label.IsEmpty ? ++groups : 0;
        lines.Begin(name, group);
        lines.Write(known.Parameters(version));
        if (isPreferred)
        {
            lines.Write(IsFour ? ";PREF=1"u8 : ";TYPE=PREF"u8);
        }
    }

    private void Close()
    {
        lines.End();
        if (!label.IsEmpty)
        {
            lines.Begin("X-ABLabel:"u8, group);
            lines.WriteText(label);
            lines.End();
        }
    }

    /// <summary>A line that is only there with a value.</summary>
    private void WriteLine(scoped ReadOnlySpan<byte> name, TextRange value, int ofGroup = 0)
    {
        if (!value.IsEmpty)
        {
            lines.Begin(name, ofGroup);
            lines.WriteText(Text(value));
            lines.End();
        }
    }

    private void WriteEach(scoped ReadOnlySpan<byte> name, EntryList<Google.Contacts.Entries.ValueEntry> values)
    {
        foreach (var entry in values)
        {
            WriteLine(name, entry.Value);
        }
    }
}
