using System.Text.Json;

namespace Gcd.Benchmarks.Bare;

/// <summary>One entry of a list; what its texts mean depends on the list.</summary>
internal struct BareEntry
{
    /// <summary>The value, or the first line: a displayed name, an organization, a street.</summary>
    public Range Value;

    /// <summary>A given name, a job title, a town.</summary>
    public Range Second;

    /// <summary>A family name, a region.</summary>
    public Range Third;

    public Range Code;

    public Range Country;

    public Range Formatted;

    public Range Type;

    public BareDate Date;

    public bool IsPrimary;

    public static BareEntry Read(ref Utf8JsonReader reader, Span<byte> page)
    {
        var entry = default(BareEntry);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("metadata"u8))
            {
                entry.IsPrimary = ReadIsPrimary(ref reader);
            }
            else if (reader.ValueTextEquals("date"u8))
            {
                entry.Date = BareDate.Read(ref reader);
            }
            else if (reader.ValueTextEquals("unstructuredName"u8))
            {
                reader.Skip();
            }
            else
            {
                ref var text = ref entry.Value;
                if (reader.ValueTextEquals("type"u8))
                {
                    text = ref entry.Type;
                }
                else if (reader.ValueTextEquals("givenName"u8) || reader.ValueTextEquals("title"u8) || reader.ValueTextEquals("city"u8))
                {
                    text = ref entry.Second;
                }
                else if (reader.ValueTextEquals("familyName"u8) || reader.ValueTextEquals("region"u8))
                {
                    text = ref entry.Third;
                }
                else if (reader.ValueTextEquals("postalCode"u8))
                {
                    text = ref entry.Code;
                }
                else if (reader.ValueTextEquals("country"u8))
                {
                    text = ref entry.Country;
                }
                else if (reader.ValueTextEquals("formattedValue"u8))
                {
                    text = ref entry.Formatted;
                }

                text = BareText.Read(ref reader, page);
            }
        }

        return entry;
    }

    private static bool ReadIsPrimary(ref Utf8JsonReader reader)
    {
        var isPrimary = false;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            isPrimary |= reader.TokenType == JsonTokenType.True;
        }

        return isPrimary;
    }
}
