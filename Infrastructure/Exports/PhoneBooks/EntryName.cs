using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.PhoneBooks;

/// <summary>The name under which a phone lists a contact. It is never empty: many phones leave out an entry without one.</summary>
internal readonly ref struct EntryName
{
    private EntryName(ReadOnlySpan<byte> whole)
    {
        Whole = whole;
        Last = whole;
    }

    /// <summary>As it is read.</summary>
    public ReadOnlySpan<byte> Whole { get; }

    /// <summary>What is not in the last name; may be empty.</summary>
    public ReadOnlySpan<byte> First { get; private init; }

    /// <summary>By which phones sort; the whole name where it cannot be parted.</summary>
    public ReadOnlySpan<byte> Last { get; private init; }

    /// <param name="context">The export.</param>
    /// <param name="contact">Who has at least one number.</param>
    public static EntryName Of(ExportContext context, Contact contact)
    {
        var name = contact.Names.Primary;
        foreach (var text in (ReadOnlySpan<TextRange>)[name.DisplayName, name.UnstructuredName])
        {
            var whole = context.Text(contact, text);
            if (!XmlText.IsBlank(whole))
            {
                return Part(whole, context.Text(contact, name.FamilyName));
            }
        }

        foreach (var text in (ReadOnlySpan<TextRange>)[contact.Organizations.Primary.Name, contact.Nicknames.Primary.Value, contact.EmailAddresses.Primary.Value])
        {
            var whole = context.Text(contact, text);
            if (!XmlText.IsBlank(whole))
            {
                return new EntryName(whole);
            }
        }

        var numbers = new DialableNumbers(context, contact);
        numbers.MoveNext();
        return new EntryName(numbers.Current.Digits);
    }

    /// <summary>
    /// Parts it where the family name begins, so that the title, the middle name and the suffix stay: "Dr. Ada", "Byron Jr.". A family name
    /// that comes first, as in Japan or Hungary, is the last name by itself.
    /// </summary>
    private static EntryName Part(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> family)
    {
        var start = XmlText.IsBlank(family) ? -1 : whole.LastIndexOf(family);
        return start switch
        {
            0 => new EntryName(whole) { First = whole[family.Length..].TrimStart(" ,"u8), Last = family },
            > 0 when whole[start - 1] == ' ' => new EntryName(whole) { First = whole[..(start - 1)], Last = whole[start..] },
            _ => new EntryName(whole),
        };
    }
}
