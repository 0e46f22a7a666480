using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>One vCard after the other; an empty address book is an empty file.</summary>
internal sealed class VCardFormat : ExportFormat
{
    public override string Name => "vcard";

    public override IReadOnlyList<string> Aliases => ["vcf", "vcard3"];

    public override string MediaType => "text/vcard; charset=utf-8";

    public override string Extension => "vcf";

    public override string Description => "vCard 3.0, the whole contact as phones, Outlook, iCloud and Nextcloud read it best.";

    public override PersonSelection Reads => CardFields.Reads;

    public override IReadOnlyList<string> Sources => ["READ_SOURCE_TYPE_CONTACT"];

    public override void Write(ExportContext context, Contact contact, long index, ref Utf8Output output) =>
        VCardWriter.Write(context, contact, VCardVersion.Three, ref output);
}
