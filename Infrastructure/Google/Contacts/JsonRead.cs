using System.Text.Json;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>
/// Small reads over Utf8JsonReader, shared by the parser and the entries.
/// Each value read starts at the member's name; a value of another type is passed over and counts as missing.
/// </summary>
internal static class JsonRead
{
    /// <summary>Goes to the object's next member; false at its end.</summary>
    public static bool NextMember(ref Utf8JsonReader reader, out ReadOnlySpan<byte> name)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            name = default;
            return false;
        }

        name = reader.ValueIsEscaped ? Unescaped(reader.ValueSpan) : reader.ValueSpan;
        return true;
    }

    public static TextRange Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return new TextRange((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, reader.ValueIsEscaped);
        }

        reader.Skip();
        return default;
    }

    public static int? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetInt32(out var value) ? value : null;
        }

        reader.Skip();
        return null;
    }

    /// <summary>A schema Date; a part of it that cannot be counts as missing.</summary>
    public static PartialDate Date(ref Utf8JsonReader reader)
    {
        var (year, month, day) = (0, 0, 0);
        if (!EntersObject(ref reader))
        {
            return default;
        }

        while (NextMember(ref reader, out var member))
        {
            if (member.SequenceEqual("year"u8))
            {
                year = Part(ref reader, 9999);
            }
            else if (member.SequenceEqual("month"u8))
            {
                month = Part(ref reader, 12);
            }
            else if (member.SequenceEqual("day"u8))
            {
                day = Part(ref reader, 31);
            }
            else
            {
                reader.Skip();
            }
        }

        return new PartialDate(year, month, day);
    }

    public static bool IsTrue(ref Utf8JsonReader reader)
    {
        reader.Read();
        var isTrue = reader.TokenType == JsonTokenType.True;
        reader.Skip();
        return isTrue;
    }

    /// <summary>An array as it stands there.</summary>
    public static TextRange Array(ref Utf8JsonReader reader)
    {
        reader.Read();
        var (start, isArray) = (reader.TokenStartIndex, reader.TokenType == JsonTokenType.StartArray);
        reader.Skip();
        return isArray ? new TextRange((int)start, (int)(reader.BytesConsumed - start), hasEscapes: true) : default;
    }

    public static bool EntersObject(ref Utf8JsonReader reader) => Enters(ref reader, JsonTokenType.StartObject);

    public static bool EntersArray(ref Utf8JsonReader reader) => Enters(ref reader, JsonTokenType.StartArray);

    private static int Part(ref Utf8JsonReader reader, int max) =>
        Number(ref reader) is { } part && part <= max ? Math.Max(part, 0) : 0;

    private static bool Enters(ref Utf8JsonReader reader, JsonTokenType start)
    {
        reader.Read();
        if (reader.TokenType == start)
        {
            return true;
        }

        reader.Skip();
        return false;
    }

    // Google escapes no names; that it allocates is of no weight.
    private static ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> raw)
    {
        var text = new byte[raw.Length];
        return text.AsSpan(0, JsonEscapes.Unescape(raw, text));
    }
}
