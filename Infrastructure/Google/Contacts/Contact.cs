using System.Runtime.InteropServices;
using System.Text.Json;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>
/// One person, as ranges into the page's UTF-8 bytes. There is one record for a whole download, cleared and refilled,
/// so that a contact costs no allocation and is gone with its page.
/// </summary>
internal sealed class Contact
{
    public const int MaxBytes = 1024 * 1024;

    private readonly List<PersonName> _names = [];
    private readonly List<Nickname> _nicknames = [];
    private readonly List<EmailAddress> _emailAddresses = [];
    private readonly List<PhoneNumber> _phoneNumbers = [];
    private readonly List<Organization> _organizations = [];
    private readonly List<Birthday> _birthdays = [];
    private readonly List<Address> _addresses = [];

    /// <summary>The bytes that every range points into: valid UTF-8.</summary>
    public ReadOnlyMemory<byte> Page { get; private set; }

    public TextRange ResourceName { get; private set; }

    public ReadOnlySpan<PersonName> Names => CollectionsMarshal.AsSpan(_names);

    public ReadOnlySpan<Nickname> Nicknames => CollectionsMarshal.AsSpan(_nicknames);

    public ReadOnlySpan<EmailAddress> EmailAddresses => CollectionsMarshal.AsSpan(_emailAddresses);

    public ReadOnlySpan<PhoneNumber> PhoneNumbers => CollectionsMarshal.AsSpan(_phoneNumbers);

    public ReadOnlySpan<Organization> Organizations => CollectionsMarshal.AsSpan(_organizations);

    public ReadOnlySpan<Birthday> Birthdays => CollectionsMarshal.AsSpan(_birthdays);

    public ReadOnlySpan<Address> Addresses => CollectionsMarshal.AsSpan(_addresses);

    public void Clear(ReadOnlyMemory<byte> page = default)
    {
        Page = page;
        ResourceName = default;
        _names.Clear();
        _nicknames.Clear();
        _emailAddresses.Clear();
        _phoneNumbers.Clear();
        _organizations.Clear();
        _birthdays.Clear();
        _addresses.Clear();
    }

    /// <summary>Fills the cleared record from the object that the reader has just entered.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        var limit = reader.TokenStartIndex + MaxBytes;
        while (JsonRead.NextMember(ref reader, out var member))
        {
            switch (member.Length)
            {
                case 5 when member.SequenceEqual("names"u8):
                    ReadEntries(ref reader, _names, limit);
                    break;
                case 14 when member.SequenceEqual("emailAddresses"u8):
                    ReadEntries(ref reader, _emailAddresses, limit);
                    break;
                case 12 when member.SequenceEqual("phoneNumbers"u8):
                    ReadEntries(ref reader, _phoneNumbers, limit);
                    break;
                case 12 when member.SequenceEqual("resourceName"u8):
                    ResourceName = JsonRead.Text(ref reader);
                    break;
                case 13 when member.SequenceEqual("organizations"u8):
                    ReadEntries(ref reader, _organizations, limit);
                    break;
                case 9 when member.SequenceEqual("addresses"u8):
                    ReadEntries(ref reader, _addresses, limit);
                    break;
                case 9 when member.SequenceEqual("birthdays"u8):
                    ReadEntries(ref reader, _birthdays, limit);
                    break;
                case 9 when member.SequenceEqual("nicknames"u8):
                    ReadEntries(ref reader, _nicknames, limit);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        ContactTooLargeException.ThrowIfBeyond(limit, reader.BytesConsumed);
    }

    // The limit is looked at for each entry too, or a page of nothing but tiny entries would swell the lists first.
    private static void ReadEntries<T>(ref Utf8JsonReader reader, List<T> entries, long limit)
        where T : struct, IContactEntry
    {
        entries.Clear();
        if (!JsonRead.EntersArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            T entry = default;
            ReadEntry(ref reader, ref entry);
            if (!entry.IsEmpty)
            {
                ContactTooLargeException.ThrowIfBeyond(limit, reader.BytesConsumed);
                entries.Add(entry);
            }
        }
    }

    private static void ReadEntry<T>(ref Utf8JsonReader reader, ref T entry)
        where T : struct, IContactEntry
    {
        while (JsonRead.NextMember(ref reader, out var member))
        {
            if (entry.TryRead(member, ref reader))
            {
                continue;
            }

            if (member.SequenceEqual("metadata"u8))
            {
                entry.Primary = ReadPrimary(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static bool ReadPrimary(ref Utf8JsonReader reader)
    {
        var primary = false;
        if (JsonRead.EntersObject(ref reader))
        {
            while (JsonRead.NextMember(ref reader, out var member))
            {
                if (member.SequenceEqual("primary"u8))
                {
                    primary = JsonRead.IsTrue(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        return primary;
    }
}
