using System.Globalization;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.PhoneBooks;

/// <summary>
/// What phone books have in common: XML in UTF-8, made for one line on a small screen, of the contacts that have a number which can be dialled.
/// </summary>
internal abstract class PhoneBookFormat : ExportFormat
{
    /// <summary>What makes an entry: a name, or what stands for it, and the numbers.</summary>
    private protected static readonly PersonSelection Entry = new(
        PersonSchema.Names.Only("displayName", "unstructuredName"),
        PersonSchema.Nicknames.Only("value"),
        PersonSchema.EmailAddresses.Only("value"),
        PersonSchema.PhoneNumbers.Only("value", "type", "formattedType", "canonicalForm"),
        PersonSchema.Organizations.Only("name"));

    private protected static readonly PersonPart FamilyName = PersonSchema.Names.Only("familyName");

    private protected static readonly PersonPart Memberships = PersonSchema.Memberships.Only("contactGroupMembership/contactGroupResourceName");

    public override string MediaType => "text/xml; charset=utf-8";

    public override string Extension => "xml";

    public override PersonSelection Reads => Entry;

    public override IReadOnlyList<string> Sources => ["READ_SOURCE_TYPE_CONTACT"];

    public override void Begin(ExportContext context, ref Utf8Output output) => output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);

    public sealed override void Write(ExportContext context, Contact contact, long index, ref Utf8Output output)
    {
        var numbers = new DialableNumbers(context, contact);
        if (numbers.GetEnumerator().MoveNext())
        {
            WriteEntry(context, contact, numbers, index, ref output);
        }
    }

    /// <param name="context">The export.</param>
    /// <param name="contact">Who has at least one of the numbers.</param>
    /// <param name="numbers">What can be dialled.</param>
    /// <param name="index">How many contacts came before, those without a number among them.</param>
    /// <param name="output">Where the entry goes.</param>
    private protected abstract void WriteEntry(ExportContext context, Contact contact, DialableNumbers numbers, long index, ref Utf8Output output);

    private protected static bool IsStarred(ExportContext context, Contact contact)
    {
        foreach (var membership in contact.Memberships)
        {
            if (context.Labels.OfMembership(contact.Raw(membership.ContactGroupResourceName)) is { IsStarred: true })
            {
                return true;
            }
        }

        return false;
    }

    private protected static void WriteNumber(ref Utf8Output output, long number)
    {
        const int LongestNumber = 20;
        number.TryFormat(output.Free(LongestNumber), out var written, provider: CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
