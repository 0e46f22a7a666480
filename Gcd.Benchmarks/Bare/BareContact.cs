using System.Text.Json;

namespace Gcd.Benchmarks.Bare;

/// <summary>One contact: each list's entry that is first or primary fills the columns.</summary>
internal static class BareContact
{
    public static void Read(ref Utf8JsonReader reader, Span<byte> page, BareRow row)
    {
        Span<Range> values = stackalloc Range[8];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("resourceName"u8))
            {
                row.Columns[18] = BareText.Read(ref reader, page);
                continue;
            }

            var list = List(ref reader);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                values.Clear();
                var isPrimary = ReadEntry(ref reader, page, values, row);
                Take(list, values, isPrimary, page, row);
            }
        }
    }

    private static char List(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("names"u8) ? 'n'
        : reader.ValueTextEquals("nicknames"u8) ? 'k'
        : reader.ValueTextEquals("emailAddresses"u8) ? 'e'
        : reader.ValueTextEquals("phoneNumbers"u8) ? 'p'
        : reader.ValueTextEquals("organizations"u8) ? 'o'
        : reader.ValueTextEquals("addresses"u8) ? 'a'
        : 'b';

    private static bool ReadEntry(ref Utf8JsonReader reader, Span<byte> page, scoped Span<Range> values, BareRow row)
    {
        var isPrimary = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("metadata"u8))
            {
                reader.Read();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    reader.Read();
                    isPrimary |= reader.TokenType == JsonTokenType.True;
                }
            }
            else if (reader.ValueTextEquals("date"u8))
            {
                row.DateLength = BareDate.Read(ref reader).Write(row.Date);
            }
            else
            {
                var slot = Slot(ref reader);
                values[slot] = BareText.Read(ref reader, page);
            }
        }

        return isPrimary;
    }

    private static int Slot(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("value"u8) || reader.ValueTextEquals("displayName"u8) || reader.ValueTextEquals("name"u8) || reader.ValueTextEquals("streetAddress"u8) ? 0
        : reader.ValueTextEquals("type"u8) ? 5
        : reader.ValueTextEquals("givenName"u8) || reader.ValueTextEquals("title"u8) || reader.ValueTextEquals("city"u8) ? 1
        : reader.ValueTextEquals("familyName"u8) || reader.ValueTextEquals("region"u8) ? 2
        : reader.ValueTextEquals("postalCode"u8) ? 3
        : reader.ValueTextEquals("country"u8) ? 4
        : 7;

    private static void Take(char list, scoped Span<Range> values, bool isPrimary, Span<byte> page, BareRow row)
    {
        var columns = row.Columns.AsSpan();
        switch (list)
        {
            case 'n':
                values[..3].CopyTo(columns);
                break;
            case 'k':
                columns[3] = values[0];
                break;
            case 'e' when isPrimary:
                columns[4] = values[0];
                break;
            case 'e':
                row.Emails.Add(values[0]);
                break;
            case 'p':
                TakePhone(page[values[5]], values[0], row);
                break;
            case 'o':
                values[..2].CopyTo(columns[10..]);
                break;
            case 'a':
                values[..5].CopyTo(columns[13..]);
                break;
            default:
                break;
        }
    }

    private static void TakePhone(Span<byte> type, Range number, BareRow row)
    {
        var column = type.SequenceEqual("mobile"u8) ? 6 : type.SequenceEqual("work"u8) ? 7 : type.SequenceEqual("home"u8) ? 8 : BareRow.OtherPhones;
        if (column == BareRow.OtherPhones || !row.Columns[column].Equals(default))
        {
            row.Phones.Add(number);
        }
        else
        {
            row.Columns[column] = number;
        }
    }
}
