using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Google.Contacts.Entries;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>The one name that a card shows.</summary>
internal static class CardName
{
    /// <summary>As Google shows it, else made of its parts; empty where the contact has no name.</summary>
    public static ReadOnlySpan<byte> Full(ExportContext context, Contact contact)
    {
        var name = contact.Names.Primary;
        var shown = context.Text(contact, name.DisplayName.IsEmpty ? name.UnstructuredName : name.DisplayName);
        return IsVisible(shown) ? shown : OfParts(context, contact, name);
    }

    /// <summary>A vCard must have FN, so that a contact without a name goes by what it has.</summary>
    public static ReadOnlySpan<byte> OrStandIn(ReadOnlySpan<byte> full, ExportContext context, Contact contact)
    {
        if (IsVisible(full))
        {
            return full;
        }

        var organization = contact.Organizations.Primary;
        ReadOnlySpan<TextRange> standIns =
        [
            organization.Name, organization.Title, contact.Nicknames.Primary.Value, contact.EmailAddresses.Primary.Value,
            contact.PhoneNumbers.Primary.Value,
        ];
        foreach (var standIn in standIns)
        {
            var text = context.Text(contact, standIn);
            if (IsVisible(text))
            {
                return text;
            }
        }

        return "(No name)"u8;
    }

    private static ReadOnlySpan<byte> OfParts(ExportContext context, Contact contact, PersonName name)
    {
        var scratch = context.Scratch;
        var start = scratch.Length;
        ReadOnlySpan<TextRange> parts = [name.HonorificPrefix, name.GivenName, name.MiddleName, name.FamilyName, name.HonorificSuffix];
        foreach (var part in parts)
        {
            if (!part.IsEmpty)
            {
                if (scratch.Length > start)
                {
                    scratch.Append(" "u8);
                }

                scratch.Append(contact.Raw(part), part.HasEscapes);
            }
        }

        return scratch.From(start);
    }

    // Blanks and control characters alone are no name.
    private static bool IsVisible(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)0, (byte)' ') >= 0;
}
