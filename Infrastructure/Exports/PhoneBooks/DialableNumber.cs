using System.Text;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Google.Contacts.Entries;

namespace Gcd.Infrastructure.Exports.PhoneBooks;

/// <summary>A telephone number as a phone dials it, and what it is called.</summary>
internal readonly ref struct DialableNumber
{
    private readonly ExportContext context;
    private readonly Contact contact;
    private readonly PhoneNumber phone;

    public DialableNumber(ExportContext context, Contact contact, PhoneNumber phone)
    {
        this.context = context;
        this.contact = contact;
        this.phone = phone;
        Digits = Dial(context.Scratch, context.Text(contact, phone.CanonicalForm.IsEmpty ? phone.Value : phone.CanonicalForm));
    }

    /// <summary>Digits with <c>+ * #</c>; empty when there is nothing to dial.</summary>
    public ReadOnlySpan<byte> Digits { get; }

    /// <summary>Its type in the person's language, or in the person's own words; empty without a type.</summary>
    public ReadOnlySpan<byte> Label => context.Text(contact, phone.FormattedType.IsEmpty ? phone.Type : phone.FormattedType);

    public bool IsPrimary => phone.Primary;

    public PhoneKind Kind
    {
        get
        {
            var type = context.Text(contact, phone.Type);
            return Is(type, "mobile"u8) || Is(type, "workMobile"u8) ? PhoneKind.Mobile
                : Is(type, "home"u8) ? PhoneKind.Home
                : Is(type, "work"u8) ? PhoneKind.Work
                : Is(type, "homeFax"u8) || Is(type, "workFax"u8) || Is(type, "otherFax"u8) ? PhoneKind.Fax
                : PhoneKind.Other;
        }
    }

    private static bool Is(ReadOnlySpan<byte> type, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(type, name);

    private static ReadOnlySpan<byte> Dial(PlainText scratch, ReadOnlySpan<byte> text)
    {
        var start = scratch.Length;
        var hasDigits = false;
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var sign, out var length);
            text = text[length..];
            if (Rune.IsDigit(sign))
            {
                // Some write them in their own script, such as Arabic.
                scratch.Append((int)Rune.GetNumericValue(sign), digits: 1);
                hasDigits = true;
            }
            else if (sign.Value is '*' or '#' || (sign.Value is '+' && scratch.Length == start))
            {
                scratch.Append([(byte)sign.Value]);
            }
            else if (hasDigits && sign.Value is (';' or ',' or 'x' or 'X'))
            {
                // An extension or a pause: "x 12", "ext. 12", ";ext=12", ",,12#". Dialled at once, it would make another number.
                break;
            }
        }

        return hasDigits ? scratch.From(start) : [];
    }
}
