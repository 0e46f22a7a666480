using System.Text;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Exports.Cards;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Features.CardDav;

/// <summary>Cards that were asked for by name, or that pass a filter, with what is in them. It belongs to one reply.</summary>
internal sealed class CardsFormat : ExportFormat
{
    // A label that is renamed changes no contact, so no client would ask for its cards again; and to ask for the names costs a call more.
    private static readonly PersonSelection OfCards = new([.. CardFields.Reads.Parts.Where(part => part.Field != PersonSchema.Memberships && part.Field != PersonSchema.Sources), PersonSchema.Sources]);

    private readonly CardProperties properties;
    private readonly CardAnswers answers;
    private readonly AddressBookFilter? filter;
    private long delivered;
    private bool isTruncated;

    /// <param name="properties">What is told of each card.</param>
    /// <param name="filter">Which cards; null where they are asked for by name.</param>
    public CardsFormat(CardProperties properties, AddressBookFilter? filter = null)
    {
        this.properties = properties;
        this.filter = filter;
        answers = new CardAnswers(properties);
        Reads = (properties.Cards is null ? new PersonSelection(PersonSchema.Sources.Only("type", "etag")) : OfCards).With(filter?.Reads ?? []).TellingChanges();
    }

    public override string Name => CardDavSetup.FormatName;

    public override string MediaType => MultiStatus.MediaType;

    public override string Extension => "xml";

    public override string Description => "Cards for CardDAV.";

    public override PersonSelection Reads { get; }

    public override IReadOnlyList<string> Sources => ["READ_SOURCE_TYPE_CONTACT"];

    // How many were found is remembered from page to page.
    public override bool NeedsWholePages => true;

    /// <summary>Cards that were asked for and cannot be, by their hrefs.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>How many cards were asked for that are not there.</summary>
    public int Gone { get; private set; }

    public override bool IsFull(ExportContext context) => isTruncated;

    public override long CountDelivered(long written) => delivered;

    public override void Begin(ExportContext context, ref Utf8Output output)
    {
        output.Write(MultiStatus.Begin);
        foreach (var href in Missing)
        {
            output.Write("<d:response><d:href>"u8);
            XmlText.Write(ref output, Encoding.UTF8.GetBytes(href));
            output.Write(MultiStatus.NotFound);
        }
    }

    public override void Write(ExportContext context, Contact contact, long index, ref Utf8Output output)
    {
        if (filter is null && !contact.Raw(contact.RequestedName).SequenceEqual(contact.Raw(contact.ResourceName)))
        {
            // It was merged with another one, whose card is another one.
            Omit(context, contact, ref output);
        }
        else if (filter?.Matches(context, contact) != false)
        {
            isTruncated = delivered == filter?.Most;
            if (!isTruncated)
            {
                delivered++;
                answers.Write(context, contact, ref output);
            }
        }
    }

    public override void Omit(ExportContext context, Contact contact, ref Utf8Output output)
    {
        if (filter is null)
        {
            Gone++;
            answers.WriteGone(contact.Raw(contact.RequestedName), ref output);
        }
    }

    public override void End(ExportContext context, long total, ref Utf8Output output)
    {
        if (isTruncated)
        {
            // RFC 6352, 8.6.2.
            output.Write("<d:response><d:href>"u8);
            XmlText.Write(ref output, properties.BookHref);
            output.Write("</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status><d:error><d:number-of-matches-within-limits/></d:error></d:response>\n"u8);
        }

        output.Write(MultiStatus.End);
    }
}
