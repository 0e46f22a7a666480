using System.Buffers;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Exports.Cards;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Features.CardDav;

/// <summary>Writes the part of a multi-status reply that belongs to one card. It belongs to one reply.</summary>
internal sealed class CardAnswers(CardProperties properties)
{
    private const int TagLength = 20;
    private static readonly int PeopleLength = "people/".Length;
    private readonly ArrayBufferWriter<byte> card = new();

    public void Write(ExportContext context, Contact contact, ref Utf8Output output)
    {
        WriteHref(contact.Raw(contact.ResourceName), ref output);
        if (properties.FindsAny)
        {
            output.Write(MultiStatus.BeginFound);
            output.Write(properties.Found);
            if (properties.HasETag)
            {
                output.Write("<d:getetag>&quot;"u8);
                Span<byte> tag = stackalloc byte[TagLength];
                CardETag.Write(context, contact, tag);
                output.Write(tag);
                output.Write("&quot;</d:getetag>"u8);
            }

            if (properties.Cards is { } version)
            {
                WriteCard(context, contact, version, ref output);
            }

            output.Write(MultiStatus.EndFound);
        }
        else
        {
            output.Write("</d:href>"u8);
        }

        output.Write(properties.Missing);
        output.Write("</d:response>\n"u8);
    }

    /// <summary>The card is gone. Nothing but this status tells clients so.</summary>
    public void WriteGone(ReadOnlySpan<byte> resourceName, ref Utf8Output output)
    {
        WriteHref(resourceName, ref output);
        output.Write(MultiStatus.NotFound);
    }

    private void WriteHref(ReadOnlySpan<byte> resourceName, ref Utf8Output output)
    {
        output.Write("<d:response><d:href>"u8);
        XmlText.Write(ref output, properties.BookHref);
        XmlText.Write(ref output, resourceName[Math.Min(PeopleLength, resourceName.Length)..]);
        output.Write(".vcf"u8);
    }

    private void WriteCard(ExportContext context, Contact contact, VCardVersion version, ref Utf8Output output)
    {
        card.ResetWrittenCount();
        var lines = new Utf8Output(card);
        VCardWriter.Write(context, contact, version, ref lines);
        lines.Flush();
        output.Write("<c:address-data>"u8);
        // What XmlText would make a blank of belongs to the card. A carriage return that is not written out would be lost (XML 1.0, 2.11).
        for (var rest = card.WrittenSpan; !rest.IsEmpty;)
        {
            var end = rest.IndexOfAny("\r\n\t"u8);
            XmlText.Write(ref output, end < 0 ? rest : rest[..end]);
            output.Write(end < 0 ? [] : rest[end] == '\r' ? "&#13;"u8 : rest[end..(end + 1)]);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        output.Write("</c:address-data>"u8);
    }
}
