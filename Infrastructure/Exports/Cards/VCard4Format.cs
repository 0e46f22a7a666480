using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>RFC 6350: one vCard after the other.</summary>
internal sealed class VCard4Format : ExportFormat
{
    public override string Name => "vcard4";

    public override string MediaType => "text/vcard; charset=utf-8";

    public override string Extension => "vcf";

    public override string Description => "vCard 4.0, the whole contact for programs that read the newer standard.";

    public override PersonSelection Reads => CardFields.Reads;

    public override IReadOnlyList<string> Sources => ["READ_SOURCE_TYPE_CONTACT"];

    public override void Write(ExportContext context, Contact contact, long index, ref Utf8Output output) =>
        VCardWriter.Write(context, contact, VCardVersion.Four, ref output);
}
