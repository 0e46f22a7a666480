using System.Text;
using Gcd.Infrastructure.Exports.Tables;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>What the reader finds in a page as text, one line a contact, so that tests can compare it.</summary>
internal static class ContactLinesForTests
{
    public static (List<string> Contacts, PeoplePage Page) Parse(string page, PersonSelection? selection = null) =>
        Parse(Encoding.UTF8.GetBytes(page), selection);

    public static (List<string> Contacts, PeoplePage Page) Parse(ArraySegment<byte> page, PersonSelection? selection = null)
    {
        var contacts = new List<string>();
        var result = Parse(page, contacts, selection);
        Assert.Equal(result.Contacts, contacts.Count);
        return (contacts, result);
    }

    /// <summary>Adds the contacts as they are read, so that they are there when the page turns out to be malformed.</summary>
    public static PeoplePage Parse(ArraySegment<byte> page, List<string> contacts, PersonSelection? selection = null)
    {
        selection ??= ContactColumns.Reads;
        var contact = new Contact();
        var reader = new PeoplePageReader(page, selection);
        while (reader.Read(contact))
        {
            contacts.Add(Line(contact, selection));
        }

        Assert.False(reader.Read(contact));
        return reader.Page;
    }

    public static string Line(Contact contact, PersonSelection selection)
    {
        var line = new StringBuilder(Text(contact, contact.ResourceName));
        foreach (var part in selection.Parts)
        {
            foreach (var entry in contact.List<Slots>(part.Field))
            {
                line.Append(" | ").Append(part.Field.Path).Append(entry[0].IsEmpty ? "" : "*");
                for (var slot = 1; slot < part.Field.Width; slot++)
                {
                    if (part.Members.Contains(part.Field.Members[slot]))
                    {
                        line.Append(" <").Append(Shown(contact, part.Field.Members[slot].Kind, entry[slot])).Append('>');
                    }
                }
            }
        }

        return line.ToString();
    }

    private static string Shown(Contact contact, MemberKind kind, TextRange slot) => kind switch
    {
        MemberKind.Date => slot.IsEmpty ? "" : $"{PartialDate.From(slot).Year}-{PartialDate.From(slot).Month}-{PartialDate.From(slot).Day}",
        MemberKind.Flag => slot.IsEmpty ? "" : "yes",
        _ => Text(contact, slot),
    };

    private static string Text(Contact contact, TextRange range)
    {
        var raw = contact.Raw(range);
        Assert.Equal(raw.Contains((byte)'\\'), range.HasEscapes);
        var text = new byte[raw.Length];
        return Encoding.UTF8.GetString(text, 0, JsonEscapes.Unescape(raw, text));
    }

    private readonly ref struct Slots(ReadOnlySpan<TextRange> slots) : IPersonEntry<Slots>
    {
        private readonly ReadOnlySpan<TextRange> slots = slots;

        public TextRange this[int slot] => slots[slot];

        public static Slots From(ReadOnlySpan<TextRange> slots) => new(slots);
    }
}
