using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.PhoneBooks;

/// <summary>Grandstream's XML phone book, as its guides for GXP, GRP and DP phones have it; the person's labels are its groups.</summary>
internal sealed class GrandstreamFormat : PhoneBookFormat
{
    private static readonly PersonSelection Selection = Entry.With(FamilyName, Memberships);

    public override string Name => "grandstream";

    public override string Description => "A phone book for Grandstream desk phones, with all numbers of a contact and the labels as groups.";

    public override PersonSelection Reads => Selection;

    public override void Begin(ExportContext context, ref Utf8Output output)
    {
        base.Begin(context, ref output);
        output.Write("<AddressBook>\n<version>1</version>\n"u8);
        var id = 0;
        foreach (var label in context.Labels.All)
        {
            if (label.IsOwn)
            {
                output.Write("<pbgroup><id>"u8);
                WriteNumber(ref output, ++id);
                output.Write("</id><name>"u8);
                XmlText.Write(ref output, label.Utf8Name.Span);
                output.Write("</name></pbgroup>\n"u8);
            }
        }
    }

    public override void End(ExportContext context, long total, ref Utf8Output output) => output.Write("</AddressBook>\n"u8);

    private protected override void WriteEntry(ExportContext context, Contact contact, DialableNumbers numbers, long index, ref Utf8Output output)
    {
        output.Write("<Contact><id>"u8);
        WriteNumber(ref output, index + 1);
        output.Write("</id><FirstName>"u8);
        var name = EntryName.Of(context, contact);
        XmlText.Write(ref output, name.First);
        output.Write("</FirstName><LastName>"u8);
        XmlText.Write(ref output, name.Last);
        output.Write("</LastName>"u8);
        var organization = context.Text(contact, contact.Organizations.Primary.Name);
        if (!XmlText.IsBlank(organization))
        {
            output.Write("<Company>"u8);
            XmlText.Write(ref output, organization);
            output.Write("</Company>"u8);
        }

        output.Write("<Frequent>"u8);
        output.Write(IsStarred(context, contact) ? "1"u8 : "0"u8);
        output.Write("</Frequent>"u8);
        WriteGroups(context, contact, ref output);
        WriteNumbers(numbers, ref output);
        output.Write("</Contact>\n"u8);
    }

    private static void WriteGroups(ExportContext context, Contact contact, ref Utf8Output output)
    {
        foreach (var membership in contact.Memberships)
        {
            var resourceName = contact.Raw(membership.ContactGroupResourceName);
            var id = 0;
            foreach (var label in context.Labels.All)
            {
                id += label.IsOwn ? 1 : 0;
                if (label.IsOwn && label.Is(resourceName))
                {
                    output.Write("<Group>"u8);
                    WriteNumber(ref output, id);
                    output.Write("</Group>"u8);
                }
            }
        }
    }

    private static void WriteNumbers(DialableNumbers numbers, ref Utf8Output output)
    {
        var place = 0;
        var primary = 0;
        foreach (var number in numbers)
        {
            output.Write("<Phone type=\""u8);
            output.Write(TypeOf(number.Kind));
            output.Write("\"><phonenumber>"u8);
            output.Write(number.Digits);
            // The first account: newer guides count from 0, old ones from 1.
            output.Write("</phonenumber><accountindex>0</accountindex></Phone>"u8);
            primary = number.IsPrimary ? place : primary;
            place++;
        }

        output.Write("<Primary>"u8);
        WriteNumber(ref output, primary);
        output.Write("</Primary>"u8);
    }

    private static ReadOnlySpan<byte> TypeOf(PhoneKind kind) => kind switch
    {
        PhoneKind.Mobile => "Mobile"u8,
        PhoneKind.Home => "Home"u8,
        PhoneKind.Work => "Work"u8,
        PhoneKind.Fax => "Fax"u8,
        _ => "Other"u8,
    };
}
