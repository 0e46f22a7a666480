using System.Text.Json;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>Fills a <see cref="Contact"/> from the person that the reader stands at. Null and values of another type count as missing.</summary>
internal static class ContactParser
{
    private delegate void Member<T>(ref Utf8JsonReader reader, ref T entry)
        where T : struct;

    // Kept once: a method group would be made into a delegate at every list.
    private static readonly Member<NameEntry> Name = ReadName;
    private static readonly Member<ValueEntry> Value = ReadValue;
    private static readonly Member<PhoneEntry> Phone = ReadPhone;
    private static readonly Member<OrganizationEntry> Organization = ReadOrganization;
    private static readonly Member<AddressEntry> Address = ReadAddress;
    private static readonly Member<BirthdayEntry> Birthday = ReadBirthday;

    public static void Parse(ref Utf8JsonReader reader, Contact contact)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("resourceName"u8))
            {
                contact.ResourceName = Text(ref reader);
            }
            else if (reader.ValueTextEquals("names"u8))
            {
                ReadList(ref reader, contact.Names, Name);
            }
            else if (reader.ValueTextEquals("emailAddresses"u8))
            {
                ReadList(ref reader, contact.EmailAddresses, Value);
            }
            else if (reader.ValueTextEquals("phoneNumbers"u8))
            {
                ReadList(ref reader, contact.PhoneNumbers, Phone);
            }
            else if (reader.ValueTextEquals("organizations"u8))
            {
                ReadList(ref reader, contact.Organizations, Organization);
            }
            else if (reader.ValueTextEquals("addresses"u8))
            {
                ReadList(ref reader, contact.Addresses, Address);
            }
            else if (reader.ValueTextEquals("birthdays"u8))
            {
                ReadList(ref reader, contact.Birthdays, Birthday);
            }
            else if (reader.ValueTextEquals("nicknames"u8))
            {
                ReadList(ref reader, contact.Nicknames, Value);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadList<T>(ref Utf8JsonReader reader, List<T> entries, Member<T> member)
        where T : struct
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
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
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                member(ref reader, ref entry);
            }

            entries.Add(entry);
        }
    }

    private static void ReadName(ref Utf8JsonReader reader, ref NameEntry entry)
    {
        if (reader.ValueTextEquals("displayName"u8))
        {
            entry.DisplayName = Text(ref reader);
        }
        else if (reader.ValueTextEquals("unstructuredName"u8))
        {
            entry.UnstructuredName = Text(ref reader);
        }
        else if (reader.ValueTextEquals("givenName"u8))
        {
            entry.GivenName = Text(ref reader);
        }
        else if (reader.ValueTextEquals("familyName"u8))
        {
            entry.FamilyName = Text(ref reader);
        }
        else
        {
            entry.IsPrimary |= IsPrimaryMetadata(ref reader);
        }
    }

    private static void ReadValue(ref Utf8JsonReader reader, ref ValueEntry entry)
    {
        if (reader.ValueTextEquals("value"u8))
        {
            entry.Value = Text(ref reader);
        }
        else
        {
            entry.IsPrimary |= IsPrimaryMetadata(ref reader);
        }
    }

    private static void ReadPhone(ref Utf8JsonReader reader, ref PhoneEntry entry)
    {
        if (reader.ValueTextEquals("value"u8))
        {
            entry.Value = Text(ref reader);
        }
        else if (reader.ValueTextEquals("type"u8))
        {
            entry.Type = Text(ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    private static void ReadOrganization(ref Utf8JsonReader reader, ref OrganizationEntry entry)
    {
        if (reader.ValueTextEquals("name"u8))
        {
            entry.Name = Text(ref reader);
        }
        else if (reader.ValueTextEquals("title"u8))
        {
            entry.Title = Text(ref reader);
        }
        else
        {
            entry.IsPrimary |= IsPrimaryMetadata(ref reader);
        }
    }

    private static void ReadAddress(ref Utf8JsonReader reader, ref AddressEntry entry)
    {
        if (reader.ValueTextEquals("type"u8))
        {
            entry.Type = Text(ref reader);
        }
        else if (reader.ValueTextEquals("formattedValue"u8))
        {
            entry.FormattedValue = Text(ref reader);
        }
        else if (reader.ValueTextEquals("streetAddress"u8))
        {
            entry.StreetAddress = Text(ref reader);
        }
        else if (reader.ValueTextEquals("city"u8))
        {
            entry.City = Text(ref reader);
        }
        else if (reader.ValueTextEquals("region"u8))
        {
            entry.Region = Text(ref reader);
        }
        else if (reader.ValueTextEquals("postalCode"u8))
        {
            entry.PostalCode = Text(ref reader);
        }
        else if (reader.ValueTextEquals("country"u8))
        {
            entry.Country = Text(ref reader);
        }
        else
        {
            entry.IsPrimary |= IsPrimaryMetadata(ref reader);
        }
    }

    private static void ReadBirthday(ref Utf8JsonReader reader, ref BirthdayEntry entry)
    {
        if (reader.ValueTextEquals("text"u8))
        {
            entry.Text = Text(ref reader);
        }
        else if (reader.ValueTextEquals("date"u8))
        {
            ReadDate(ref reader, ref entry);
        }
        else
        {
            entry.IsPrimary |= IsPrimaryMetadata(ref reader);
        }
    }

    private static void ReadDate(ref Utf8JsonReader reader, ref BirthdayEntry entry)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("year"u8))
            {
                entry.Year = Number(ref reader, most: 9999);
            }
            else if (reader.ValueTextEquals("month"u8))
            {
                entry.Month = Number(ref reader, most: 12);
            }
            else if (reader.ValueTextEquals("day"u8))
            {
                entry.Day = Number(ref reader, most: 31);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static JsonText Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return new JsonText((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, reader.ValueIsEscaped);
        }

        reader.Skip();
        return default;
    }

    private static int Number(ref Utf8JsonReader reader, int most)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) && number >= 0 && number <= most)
        {
            return number;
        }

        reader.Skip();
        return 0;
    }

    /// <summary>At any member that is not of the entry's own: true when it is <c>metadata</c> and says primary.</summary>
    private static bool IsPrimaryMetadata(ref Utf8JsonReader reader)
    {
        var isMetadata = reader.ValueTextEquals("metadata"u8);
        reader.Read();
        if (!isMetadata || reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        var isPrimary = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("primary"u8))
            {
                reader.Read();
                isPrimary = reader.TokenType == JsonTokenType.True;
            }

            reader.Skip();
        }

        return isPrimary;
    }
}
