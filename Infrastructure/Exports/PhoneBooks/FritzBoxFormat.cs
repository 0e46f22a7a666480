using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.PhoneBooks;

/// <summary>The phone book that a FRITZ!Box restores from a file, for all phones connected to it.</summary>
internal sealed class FritzBoxFormat : PhoneBookFormat
{
    // A contact with more is not taken over whole.
    private const int MostNumbers = 9;

    private static readonly PersonSelection Selection = Entry.With(Memberships);

    public override string Name => "fritzbox";

    public override string Description => "A phone book for the FRITZ!Box, at most nine numbers an entry, with the starred contacts as VIP.";

    public override PersonSelection Reads => Selection;

    public override void Begin(ExportContext context, ref Utf8Output output)
    {
        base.Begin(context, ref output);
        output.Write("<phonebooks>\n<phonebook name=\"Google\">\n"u8);
    }

    public override void End(ExportContext context, long total, ref Utf8Output output) => output.Write("</phonebook>\n</phonebooks>\n"u8);

    private protected override void WriteEntry(ExportContext context, Contact contact, DialableNumbers numbers, long index, ref Utf8Output output)
    {
        var name = EntryName.Of(context, contact).Whole;
        var isStarred = IsStarred(context, contact);
        var id = 0;
        foreach (var number in numbers)
        {
            if (id == MostNumbers)
            {
                EndContact(ref output);
                id = 0;
            }

            if (id == 0)
            {
                BeginContact(name, isStarred, ref output);
            }

            output.Write("<number type=\""u8);
            output.Write(TypeOf(number.Kind));
            output.Write("\" prio=\""u8);
            output.Write(number.IsPrimary ? "1"u8 : "0"u8);
            output.Write("\" id=\""u8);
            WriteNumber(ref output, id++);
            output.Write("\">"u8);
            output.Write(number.Digits);
            output.Write("</number>"u8);
        }

        EndContact(ref output);
    }

    private static void BeginContact(ReadOnlySpan<byte> name, bool isStarred, ref Utf8Output output)
    {
        output.Write("<contact><category>"u8);
        output.Write(isStarred ? "1"u8 : "0"u8);
        output.Write("</category><person><realName>"u8);
        XmlText.Write(ref output, name);
        output.Write("</realName></person><telephony>"u8);
    }

    private static void EndContact(ref Utf8Output output) => output.Write("</telephony></contact>\n"u8);

    private static ReadOnlySpan<byte> TypeOf(PhoneKind kind) => kind switch
    {
        PhoneKind.Mobile => "mobile"u8,
        PhoneKind.Home => "home"u8,
        PhoneKind.Work => "work"u8,
        PhoneKind.Fax => "fax_work"u8,
        _ => "other"u8,
    };
}
