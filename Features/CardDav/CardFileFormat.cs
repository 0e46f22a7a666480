using System.Text;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Exports.Cards;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Features.CardDav;

/// <summary>One card by itself, for GET. It belongs to one reply.</summary>
internal sealed class CardFileFormat(VCardVersion version) : ExportFormat
{
    private const int TagLength = 20;
    private static readonly CardsFormat Cards = new(new CardProperties(new PropertyRequest([DavName.AddressData]), VCardVersion.Three, publicPath: string.Empty));

    public override string Name => CardDavSetup.FormatName;

    public override string MediaType => "text/vcard; charset=utf-8";

    public override string Extension => "vcf";

    public override string Description => "A card for CardDAV.";

    public override PersonSelection Reads => Cards.Reads;

    public override IReadOnlyList<string> Sources => Cards.Sources;

    /// <summary>The card's entity tag, once it was written; null when it is not there.</summary>
    public string? ETag { get; private set; }

    public override void Write(ExportContext context, Contact contact, long index, ref Utf8Output output)
    {
        if (!contact.Raw(contact.RequestedName).SequenceEqual(contact.Raw(contact.ResourceName)))
        {
            return;
        }

        Span<byte> tag = stackalloc byte[TagLength];
        CardETag.Write(context, contact, tag);
        ETag = $"\"{Encoding.ASCII.GetString(tag)}\"";
        VCardWriter.Write(context, contact, version, ref output);
    }
}
