using System.Text.Json;

namespace Gcd.Benchmarks.Bare;

/// <summary>Where the values of a card stand in the page.</summary>
internal sealed class BareCard
{
    public Range Id { get; private set; }

    public Range Time { get; private set; }

    public BareEntry Name { get; private set; }

    public BareEntry Organization { get; private set; }

    public List<BareEntry> Emails { get; } = [];

    public List<BareEntry> Phones { get; } = [];

    public List<BareEntry> Addresses { get; } = [];

    public BareDate Birthday { get; private set; }

    public void Read(ref Utf8JsonReader reader, Span<byte> page)
    {
        (Name, Organization, Birthday) = (default, default, default);
        Emails.Clear();
        Phones.Clear();
        Addresses.Clear();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("names"u8))
            {
                Name = ReadOnly(ref reader, page);
            }
            else if (reader.ValueTextEquals("emailAddresses"u8))
            {
                ReadList(ref reader, page, Emails);
            }
            else if (reader.ValueTextEquals("phoneNumbers"u8))
            {
                ReadList(ref reader, page, Phones);
            }
            else if (reader.ValueTextEquals("metadata"u8))
            {
                ReadSource(ref reader, page);
            }
            else if (reader.ValueTextEquals("organizations"u8))
            {
                Organization = ReadOnly(ref reader, page);
            }
            else if (reader.ValueTextEquals("birthdays"u8))
            {
                Birthday = ReadOnly(ref reader, page).Date;
            }
            else if (reader.ValueTextEquals("addresses"u8))
            {
                ReadList(ref reader, page, Addresses);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static BareEntry ReadOnly(ref Utf8JsonReader reader, Span<byte> page)
    {
        reader.Read();
        reader.Read();
        var entry = BareEntry.Read(ref reader, page);
        reader.Read();
        return entry;
    }

    private static void ReadList(ref Utf8JsonReader reader, Span<byte> page, List<BareEntry> list)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            list.Add(BareEntry.Read(ref reader, page));
        }
    }

    private void ReadSource(ref Utf8JsonReader reader, Span<byte> page)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.StartArray)
        {
            // To the only source.
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.ValueTextEquals("id"u8))
            {
                Id = BareText.Read(ref reader, page);
            }
            else if (reader.ValueTextEquals("updateTime"u8))
            {
                Time = BareText.Read(ref reader, page);
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Read();
    }
}
