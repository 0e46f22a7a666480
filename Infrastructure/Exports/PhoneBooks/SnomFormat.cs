using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.PhoneBooks;

/// <summary>Snom's tbook 2.0: the remote XML directory from firmware 10.1.178, and Gigaset's P phones. The older layout has one number an item.</summary>
internal sealed class SnomFormat : PhoneBookFormat
{
    private static readonly PersonSelection Selection = Entry.With(FamilyName, Memberships);

    public override string Name => "snom";

    public override string Description => "A directory for Snom desk phones (tbook 2.0), with all numbers of a contact and the starred ones as favourites.";

    public override PersonSelection Reads => Selection;

    // complete: what the phone has from before is replaced.
    public override void Begin(ExportContext context, ref Utf8Output output)
    {
        base.Begin(context, ref output);
        output.Write("<tbook complete=\"true\" e=\"2\" version=\"2.0\">\n"u8);
    }

    public override void End(ExportContext context, long total, ref Utf8Output output) => output.Write("</tbook>\n"u8);

    private protected override void WriteEntry(ExportContext context, Contact contact, DialableNumbers numbers, long index, ref Utf8Output output)
    {
        output.Write("<contact fav=\""u8);
        output.Write(IsStarred(context, contact) ? "true"u8 : "false"u8);
        output.Write("\" vip=\"false\" blocked=\"false\">"u8);
        var name = EntryName.Of(context, contact);
        if (!name.First.IsEmpty)
        {
            output.Write("<first_name>"u8);
            XmlText.Write(ref output, name.First);
            output.Write("</first_name>"u8);
        }

        output.Write("<last_name>"u8);
        XmlText.Write(ref output, name.Last);
        output.Write("</last_name>"u8);
        var organization = context.Text(contact, contact.Organizations.Primary.Name);
        if (!XmlText.IsBlank(organization))
        {
            output.Write("<organization>"u8);
            XmlText.Write(ref output, organization);
            output.Write("</organization>"u8);
        }

        output.Write("<numbers>"u8);
        foreach (var number in numbers)
        {
            output.Write("<number no=\""u8);
            output.Write(number.Digits);
            output.Write("\" type=\""u8);
            output.Write(TypeOf(number.Kind));
            // Whichever line is the active one.
            output.Write("\" outgoing_id=\"0\"/>"u8);
        }

        output.Write("</numbers></contact>\n"u8);
    }

    // There is no type for fax, nor for what is none of these: a line of whatever use.
    private static ReadOnlySpan<byte> TypeOf(PhoneKind kind) => kind switch
    {
        PhoneKind.Mobile => "mobile"u8,
        PhoneKind.Home => "home"u8,
        PhoneKind.Work => "business"u8,
        _ => "fixed"u8,
    };
}
