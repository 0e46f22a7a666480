using System.Buffers;

namespace Gcd.Infrastructure.Exports.Text;

/// <summary>Values of RFC 4180: exact, and in quotes only where they must be.</summary>
internal static class CsvText
{
    private static readonly SearchValues<byte> NeedsQuotes = SearchValues.Create(",\"\r\n"u8);

    public static void Write(ref Utf8Output output, scoped ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return;
        }

        if (value.ContainsAny(NeedsQuotes))
        {
            WriteQuoted(ref output, value);
        }
        else
        {
            output.Write(value);
        }
    }

    private static void WriteQuoted(ref Utf8Output output, scoped ReadOnlySpan<byte> value)
    {
        output.Write((byte)'"');
        for (int quote; (quote = value.IndexOf((byte)'"')) >= 0; value = value[(quote + 1)..])
        {
            output.Write(value[..(quote + 1)]);
            output.Write((byte)'"');
        }

        output.Write(value);
        output.Write((byte)'"');
    }
}
