using System.Text;
using System.Text.Json;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>
/// Reads one whole reply of people.connections.list or people.getBatchGet, contact by contact, in whatever order its members come. Contacts may have been read
/// before a fault is found, so what was made of them must be thrown away then.
/// </summary>
internal ref struct PeoplePageReader
{
    private readonly ArraySegment<byte> page;
    private readonly ObjectPlan person;
    private readonly PageShape shape;
    private Utf8JsonReader reader;
    private PeoplePagePosition at;

    /// <param name="page">Valid UTF-8.</param>
    /// <param name="selection">What is read of each person.</param>
    /// <param name="from">Where an earlier reader stopped; default is the beginning.</param>
    /// <param name="shape">Which reply it is.</param>
    public PeoplePageReader(ArraySegment<byte> page, PersonSelection selection, PeoplePagePosition from = default, PageShape shape = PageShape.Connections)
    {
        this.shape = shape;
        person = selection.Members;
        at = from;
        this.page = page[from.Offset..];
        reader = new Utf8JsonReader(this.page, isFinalBlock: true, from.Json);
    }

    /// <summary>Where another reader of the same page can go on.</summary>
    public readonly PeoplePagePosition Position => at with { Offset = at.Offset + (int)reader.BytesConsumed, Json = reader.CurrentState };

    /// <summary>How many contacts were read.</summary>
    public readonly int Contacts => at.Contacts ?? 0;

    /// <summary>What the page says besides its contacts, once they are all read.</summary>
    public readonly PeoplePage Page => new(at.Contacts ?? 0, at.NextPageToken, at.NextSyncToken, at.TotalItems);

    /// <summary>Fills the record with the next contact; false once the page has ended as it should.</summary>
    /// <exception cref="MalformedPageException">The page is cut, damaged, or not a page at all.</exception>
    /// <exception cref="ContactTooLargeException">A contact is above <see cref="Contact.MaxBytes"/>.</exception>
    public bool Read(Contact contact)
    {
        try
        {
            return ReadNext(contact);
        }
        catch (JsonException)
        {
            throw Malformed();
        }
    }

    private bool ReadNext(Contact contact)
    {
        while (at.IsInConnections || EntersConnections())
        {
            at.IsInConnections = reader.Read() && reader.TokenType != JsonTokenType.EndArray;
            if (at.IsInConnections)
            {
                Require(reader.TokenType == JsonTokenType.StartObject);
                contact.Clear(page);
                ReadContact(contact);
                at.Contacts++;
                return true;
            }
        }

        return false;
    }

    private void ReadContact(Contact contact)
    {
        if (shape == PageShape.Connections)
        {
            ContactReader.Read(ref reader, contact, person);
            return;
        }

        contact.IsDeleted = true;
        while (JsonRead.NextMember(ref reader, out var member))
        {
            if (member.SequenceEqual("person"u8))
            {
                if (JsonRead.EntersObject(ref reader))
                {
                    ContactReader.Read(ref reader, contact, person);
                    contact.IsDeleted = false;
                }
            }
            else if (member.SequenceEqual("requestedResourceName"u8))
            {
                contact.RequestedName = JsonRead.Text(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>Reads the members of the root up to the contacts; false at its end.</summary>
    private bool EntersConnections()
    {
        if (at.IsAtEnd)
        {
            return false;
        }

        if (!at.IsBegun)
        {
            Require(JsonRead.EntersObject(ref reader));
            at.IsBegun = true;
        }

        while (JsonRead.NextMember(ref reader, out var member))
        {
            if (member.SequenceEqual(shape == PageShape.Connections ? "connections"u8 : "responses"u8))
            {
                // A second list would have been written already when the first one is found to be void.
                Require(at.Contacts is null);
                Require(JsonRead.EntersArray(ref reader));
                at.Contacts = 0;
                return true;
            }

            if (member.SequenceEqual("nextPageToken"u8))
            {
                at.NextPageToken = ReadToken();
            }
            else if (member.SequenceEqual("nextSyncToken"u8))
            {
                at.NextSyncToken = ReadToken();
            }
            else if (member.SequenceEqual("totalItems"u8))
            {
                at.TotalItems = JsonRead.Number(ref reader);
            }
            else
            {
                // An error that came with status 200 must not pass for an empty address book.
                Require(!member.SequenceEqual("error"u8));
                reader.Skip();
            }
        }

        // Reading on past the root finds what may trail it.
        reader.Read();
        at.IsAtEnd = true;
        return false;
    }

    // A token of the wrong type is a fault: taken for a missing one, it would end the download early.
    private string? ReadToken()
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        Require(reader.TokenType == JsonTokenType.String);
        var token = new byte[reader.ValueSpan.Length];
        var length = JsonEscapes.Unescape(reader.ValueSpan, token);
        return length == 0 ? null : Encoding.UTF8.GetString(token, 0, length);
    }

    private readonly void Require(bool holds)
    {
        if (!holds)
        {
            throw Malformed();
        }
    }

    private readonly MalformedPageException Malformed() => new(at.Offset + reader.BytesConsumed);
}
