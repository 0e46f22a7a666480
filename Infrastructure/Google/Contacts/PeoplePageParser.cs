using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>Reads one whole reply of people.connections.list in a single pass, in whatever order its members come.</summary>
internal static class PeoplePageParser
{
    /// <summary>
    /// Hands every contact of the page to the sink. Contacts may have reached the sink before a fault is found,
    /// so what the sink made of the page must be thrown away when this throws.
    /// </summary>
    /// <exception cref="MalformedPageException">The page is cut, damaged, or no page at all.</exception>
    /// <exception cref="ContactTooLargeException">A contact is above <see cref="Contact.MaxBytes"/>.</exception>
    public static PeoplePage Parse(ReadOnlyMemory<byte> page, Contact reused, IContactSink sink)
    {
        byte[]? sanitised = null;
        if (!Utf8.IsValid(page.Span))
        {
            sanitised = ArrayPool<byte>.Shared.Rent(page.Length * 3);
            page = sanitised.AsMemory(0, JsonText.Sanitise(page.Span, sanitised));
        }

        try
        {
            return ReadPage(page, reused, sink);
        }
        finally
        {
            reused.Clear();
            if (sanitised is not null)
            {
                // As in PageBuffer: contacts do not stay behind in memory that somebody else rents next.
                sanitised.AsSpan(0, page.Length).Clear();
                ArrayPool<byte>.Shared.Return(sanitised);
            }
        }
    }

    private static PeoplePage ReadPage(ReadOnlyMemory<byte> page, Contact contact, IContactSink sink)
    {
        var reader = new Utf8JsonReader(page.Span);
        try
        {
            return ReadRoot(ref reader, page, contact, sink);
        }
        catch (JsonException)
        {
            throw new MalformedPageException(reader.BytesConsumed);
        }
    }

    private static PeoplePage ReadRoot(
        ref Utf8JsonReader reader, ReadOnlyMemory<byte> page, Contact contact, IContactSink sink)
    {
        int? contacts = null;
        string? nextPageToken = null;
        int? totalItems = null;
        Require(JsonRead.EntersObject(ref reader), ref reader);
        while (JsonRead.NextMember(ref reader, out var member))
        {
            if (member.SequenceEqual("connections"u8))
            {
                // A second list would have been written already when the first one is found to be void.
                Require(contacts is null, ref reader);
                contacts = ReadConnections(ref reader, page, contact, sink);
            }
            else if (member.SequenceEqual("nextPageToken"u8))
            {
                nextPageToken = ReadToken(ref reader);
            }
            else if (member.SequenceEqual("totalItems"u8))
            {
                totalItems = JsonRead.Number(ref reader);
            }
            else
            {
                // An error that came with status 200 must not pass for an empty address book.
                Require(!member.SequenceEqual("error"u8), ref reader);
                reader.Skip();
            }
        }

        // Reading on past the root finds what may trail it.
        reader.Read();
        return new PeoplePage(contacts ?? 0, nextPageToken, totalItems);
    }

    private static int ReadConnections(
        ref Utf8JsonReader reader, ReadOnlyMemory<byte> page, Contact contact, IContactSink sink)
    {
        var count = 0;
        Require(JsonRead.EntersArray(ref reader), ref reader);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Require(reader.TokenType == JsonTokenType.StartObject, ref reader);
            contact.Clear(page);
            contact.Read(ref reader);
            sink.Write(contact);
            count++;
        }

        return count;
    }

    // A token of the wrong type is a fault: taken for a missing one, it would end the download early.
    private static string? ReadToken(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        Require(reader.TokenType == JsonTokenType.String, ref reader);
        var token = new byte[reader.ValueSpan.Length];
        var length = JsonText.Unescape(reader.ValueSpan, token);
        return length == 0 ? null : Encoding.UTF8.GetString(token, 0, length);
    }

    private static void Require(bool holds, ref Utf8JsonReader reader)
    {
        if (!holds)
        {
            throw new MalformedPageException(reader.BytesConsumed);
        }
    }
}
