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

    private readonly List<PersonName> names = [];
    private readonly List<Nickname> nicknames = [];
    private readonly List<EmailAddress> emailAddresses = [];
    private readonly List<PhoneNumber> phoneNumbers = [];
    private readonly List<Organization> organizations = [];
    private readonly List<Birthday> birthdays = [];
    private readonly List<Address> addresses = [];
    private ArraySegment<byte> page;

    public TextRange ResourceName { get; private set; }

    public ReadOnlySpan<PersonName> Names => CollectionsMarshal.AsSpan(names);

    public ReadOnlySpan<Nickname> Nicknames => CollectionsMarshal.AsSpan(nicknames);

    public ReadOnlySpan<EmailAddress> EmailAddresses => CollectionsMarshal.AsSpan(emailAddresses);

    public ReadOnlySpan<PhoneNumber> PhoneNumbers => CollectionsMarshal.AsSpan(phoneNumbers);

    public ReadOnlySpan<Organization> Organizations => CollectionsMarshal.AsSpan(organizations);

    public ReadOnlySpan<Birthday> Birthdays => CollectionsMarshal.AsSpan(birthdays);

    public ReadOnlySpan<Address> Addresses => CollectionsMarshal.AsSpan(addresses);

    /// <summary>The bytes of a value as they stand in the page: valid UTF-8, with JSON's escapes.</summary>
    public ReadOnlySpan<byte> Raw(TextRange text) => Raw(text.Start, text.Length);

    public ReadOnlySpan<byte> Raw(int start, int length) => page.AsSpan(start, length);

    public void Clear(ArraySegment<byte> page = default)
    {
        this.page = page;
        ResourceName = default;
        names.Clear();
        nicknames.Clear();
        emailAddresses.Clear();
        phoneNumbers.Clear();
        organizations.Clear();
        birthdays.Clear();
        addresses.Clear();
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
                    ReadEntries(ref reader, names, limit);
                    break;
                case 14 when member.SequenceEqual("emailAddresses"u8):
                    ReadEntries(ref reader, emailAddresses, limit);
                    break;
                case 12 when member.SequenceEqual("phoneNumbers"u8):
                    ReadEntries(ref reader, phoneNumbers, limit);
                    break;
                case 12 when member.SequenceEqual("resourceName"u8):
                    ResourceName = JsonRead.Text(ref reader);
                    break;
                case 13 when member.SequenceEqual("organizations"u8):
                    ReadEntries(ref reader, organizations, limit);
                    break;
                case 9 when member.SequenceEqual("addresses"u8):
                    ReadEntries(ref reader, addresses, limit);
                    break;
                case 9 when member.SequenceEqual("birthdays"u8):
                    ReadEntries(ref reader, birthdays, limit);
                    break;
                case 9 when member.SequenceEqual("nicknames"u8):
                    ReadEntries(ref reader, nicknames, limit);
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
