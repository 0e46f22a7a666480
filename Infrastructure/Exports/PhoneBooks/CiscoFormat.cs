using System.Text;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.PhoneBooks;

/// <summary>
/// The directory of Cisco's phones: a number an entry, 32 entries a page, and a key that asks for the next page. A contact's entries are
/// never parted, so that a page begins at a contact.
/// </summary>
internal sealed class CiscoFormat : PhoneBookFormat
{
    public override string Name => "cisco";

    public override string Description => "A directory for Cisco desk phones in pages of 32 numbers, each with the address of the next.";

    /// <summary>A page is filled by at most 32 contacts with a number, and begins anywhere in one of Google's: two of these are enough.</summary>
    public override int? PageSize => 100;

    /// <summary>What the page holds is counted, which could not be taken back.</summary>
    public override bool NeedsWholePages => true;

    public override bool IsFull(ExportContext context) => PageOf(context) is { Rest: not null };

    public override void Begin(ExportContext context, ref Utf8Output output)
    {
        context.State = new CiscoPage();
        base.Begin(context, ref output);
        output.Write("<CiscoIPPhoneDirectory>\n<Title>Contacts</Title>\n<Prompt>Choose a number</Prompt>\n"u8);
    }

    // Keys of one's own replace those of the phone, so the usual ones must be named (same document, Custom Softkeys); a phone may show four.
    public override void End(ExportContext context, long total, ref Utf8Output output)
    {
        WriteKey("Dial"u8, "SoftKey:Dial"u8, "1"u8, ref output);
        WriteKey("EditDial"u8, "SoftKey:EditDial"u8, "2"u8, ref output);
        WriteKey("Exit"u8, "SoftKey:Exit"u8, "3"u8, ref output);
        if (PageOf(context)?.Rest is { } rest && context.AddressOf is { } addressOf)
        {
            WriteKey("Next"u8, Encoding.UTF8.GetBytes(addressOf(rest)), "4"u8, ref output);
        }

        output.Write("</CiscoIPPhoneDirectory>\n"u8);
    }

    private protected override void WriteEntry(ExportContext context, Contact contact, DialableNumbers numbers, long index, ref Utf8Output output)
    {
        var page = PageOf(context)!;
        var count = numbers.Count();
        var left = Math.Min(count, CiscoPage.MostEntries);
        if (page.Rest is not null || page.Entries + left > CiscoPage.MostEntries)
        {
            page.Rest ??= context.Place;
            return;
        }

        page.Entries += left;
        var name = EntryName.Of(context, contact).Whole;
        foreach (var number in numbers)
        {
            if (left-- == 0)
            {
                break;
            }

            WriteNumberEntry(name, number, count > 1, ref output);
        }
    }

    private static CiscoPage? PageOf(ExportContext context) => (CiscoPage?)context.State;

    private static void WriteNumberEntry(ReadOnlySpan<byte> name, DialableNumber number, bool isOneOfSeveral, ref Utf8Output output)
    {
        output.Write("<DirectoryEntry><Name>"u8);
        XmlText.Write(ref output, name);
        if (isOneOfSeveral && number.Label is var label && !XmlText.IsBlank(label))
        {
            output.Write(" ("u8);
            XmlText.Write(ref output, label);
            output.Write(")"u8);
        }

        output.Write("</Name><Telephone>"u8);
        output.Write(number.Digits);
        output.Write("</Telephone></DirectoryEntry>\n"u8);
    }

    private static void WriteKey(ReadOnlySpan<byte> name, ReadOnlySpan<byte> url, ReadOnlySpan<byte> position, ref Utf8Output output)
    {
        output.Write("<SoftKeyItem><Name>"u8);
        output.Write(name);
        output.Write("</Name><URL>"u8);
        XmlText.Write(ref output, url);
        output.Write("</URL><Position>"u8);
        output.Write(position);
        output.Write("</Position></SoftKeyItem>\n"u8);
    }
}
