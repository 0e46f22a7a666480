using System.Text;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.PhoneBooks;

/// <summary>The remote phone book of Yealink, which other makers read under a root of their own.</summary>
/// <param name="name">The value of <c>?format=</c>.</param>
/// <param name="maker">Of the phones, as people write it and as the root begins.</param>
internal sealed class DirectoryFormat(string name, string maker) : PhoneBookFormat
{
    private readonly byte[] begin = Encoding.UTF8.GetBytes($"<{maker}IPPhoneDirectory>\n");
    private readonly byte[] end = Encoding.UTF8.GetBytes($"</{maker}IPPhoneDirectory>\n");

    public override string Name => name;

    public override string Description => $"A remote phone book for {maker} desk phones, one entry a contact with all its numbers.";

    public override void Begin(ExportContext context, ref Utf8Output output)
    {
        base.Begin(context, ref output);
        output.Write(begin);
    }

    public override void End(ExportContext context, long total, ref Utf8Output output) => output.Write(end);

    private protected override void WriteEntry(ExportContext context, Contact contact, DialableNumbers numbers, long index, ref Utf8Output output)
    {
        output.Write("<DirectoryEntry><Name>"u8);
        XmlText.Write(ref output, EntryName.Of(context, contact).Whole);
        output.Write("</Name>"u8);
        foreach (var number in numbers)
        {
            output.Write("<Telephone"u8);
            var label = number.Label;
            if (!XmlText.IsBlank(label))
            {
                output.Write(" label=\""u8);
                XmlText.Write(ref output, label);
                output.Write("\""u8);
            }

            output.Write(">"u8);
            output.Write(number.Digits);
            output.Write("</Telephone>"u8);
        }

        output.Write("</DirectoryEntry>\n"u8);
    }
}
