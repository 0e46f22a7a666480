using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>Reads one reply of people.connections.list in one pass, handing each contact on as it is parsed.</summary>
internal static class PeoplePageParser
{
    /// <summary>A contact above this is an error; Google's own limits for one contact are far below.</summary>
    public const int LargestContact = 1024 * 1024;

    /// <param name="page">The whole reply.</param>
    /// <param name="contact">Is refilled for every person.</param>
    /// <param name="sink">Takes each contact.</param>
    /// <exception cref="GoogleFaultException">
    /// <see cref="GoogleFaultKind.Malformed"/>: not one whole JSON object of the right shape; what the sink has taken of the page does not count.
    /// <see cref="GoogleFaultKind.ContactTooLarge"/>: a contact above 1 MiB.
    /// </exception>
    public static PeoplePage Parse(ReadOnlyMemory<byte> page, Contact contact, IContactSink sink)
    {
        // Looked at once for the whole page; Utf8JsonReader does not check what stands inside strings.
        if (!Utf8.IsValid(page.Span))
        {
            page = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(page.Span));
        }

        try
        {
            return ParseValid(page, contact, sink);
        }
        catch (JsonException malformed)
        {
            throw Malformed("is not one whole JSON object", malformed);
        }
    }

    private static PeoplePage ParseValid(ReadOnlyMemory<byte> page, Contact contact, IContactSink sink)
    {
        var reader = new Utf8JsonReader(page.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw Malformed("is no JSON object");
        }

        string? nextPageToken = null;
        int? totalItems = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("connections"u8))
            {
                ParseConnections(ref reader, page, contact, sink);
            }
            else if (reader.ValueTextEquals("nextPageToken"u8))
            {
                reader.Read();
                nextPageToken = reader.TokenType == JsonTokenType.String ? reader.GetString() : throw Malformed("has a nextPageToken that is no string");
            }
            else if (reader.ValueTextEquals("totalItems"u8))
            {
                reader.Read();
                totalItems = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var total) && total >= 0 ? total : null;
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        // One more read finds what stands behind the object, which the reader refuses.
        if (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth != 0 || reader.Read())
        {
            throw Malformed("is not one whole JSON object");
        }

        return new PeoplePage(string.IsNullOrEmpty(nextPageToken) ? null : nextPageToken, totalItems);
    }

    private static void ParseConnections(ref Utf8JsonReader reader, ReadOnlyMemory<byte> page, Contact contact, IContactSink sink)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Malformed("has connections that are no list");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw Malformed("has a connection that is no object");
            }

            var start = reader.TokenStartIndex;
            contact.Clear(page);
            ContactParser.Parse(ref reader, contact);
            if (reader.BytesConsumed - start > LargestContact)
            {
                throw new GoogleFaultException(GoogleFaultKind.ContactTooLarge, "A contact is larger than 1 MiB.");
            }

            sink.Write(contact);
        }
    }

    private static GoogleFaultException Malformed(string what, Exception? inner = null) =>
        new(GoogleFaultKind.Malformed, $"A page of contacts {what}.", inner);
}
