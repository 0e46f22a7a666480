using System.Text;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Changes;

/// <summary>
/// The contacts of another format in an object that says who is gone as well, and has the cursor to come back with. In a read of everything
/// nobody is; later, whoever changed and does not pass the filter may have passed it before, and counts as gone.
/// </summary>
internal sealed class ChangesFormat : ExportFormat
{
    private readonly IJsonContactFormat contacts;
    private readonly ExportFormat format;

    private ChangesFormat(ExportFormat format, IJsonContactFormat contacts)
    {
        this.format = format;
        this.contacts = contacts;
        Reads = format.Reads.TellingChanges();
    }

    /// <summary>One for each format that makes JSON objects; the default first.</summary>
    public static IReadOnlyList<ChangesFormat> All { get; } =
        [.. ExportFormats.All.Where(format => format is IJsonContactFormat).Select(format => new ChangesFormat(format, (IJsonContactFormat)format))];

    public override string Name => format.Name;

    public override string MediaType => "application/json; charset=utf-8";

    public override string Extension => "json";

    public override string FileName => "changes";

    public override string Description => format.Description;

    public override PersonSelection Reads { get; }

    public override IReadOnlyList<string> Sources => format.Sources;

    // Who is gone is kept until the end, and a page that fails is written again.
    public override bool NeedsWholePages => true;

    /// <summary>By the format's name or one of its aliases, in any case; null if there is none.</summary>
    public static ChangesFormat? Find(string name) => All.FirstOrDefault(changes => changes.format == ExportFormats.Find(name));

    public override void Begin(ExportContext context, ref Utf8Output output)
    {
        context.State = new GoneContacts();
        output.Write("{\"user_email\":\""u8);
        JsonText.Write(ref output, Encoding.UTF8.GetBytes(context.UserEmail));
        output.Write("\",\"contacts\":["u8);
    }

    public override void Write(ExportContext context, Contact contact, long index, ref Utf8Output output)
    {
        if (index > 0)
        {
            output.Write(",\n"u8);
        }

        contacts.WriteObject(context, contact, ref output);
        if (context.TellsChanges)
        {
            ((GoneContacts)context.State!).AddPreviousNames(contact);
        }
    }

    public override void Omit(ExportContext context, Contact contact, ref Utf8Output output)
    {
        if (context.TellsChanges)
        {
            ((GoneContacts)context.State!).Add(contact);
        }
    }

    public override void End(ExportContext context, long total, ref Utf8Output output)
    {
        // Without it the caller would have to read everything again, and not know why.
        var token = context.NextSyncToken ?? throw new MalformedPageException(0);
        output.Write("],\"deleted\":["u8);
        ((GoneContacts)context.State!).Write(ref output);
        output.Write("],\"cursor\":\""u8);
        output.Write(Encoding.ASCII.GetBytes(context.CursorOf!(token)));
        output.Write(context.TellsChanges ? "\",\"is_complete\":false}\n"u8 : "\",\"is_complete\":true}\n"u8);
    }
}
