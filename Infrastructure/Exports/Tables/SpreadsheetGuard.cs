using System.Buffers;
using Gcd.Infrastructure.Exports.Text;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>
/// An apostrophe before what a spreadsheet would run, as OWASP's page on CSV injection says, and before digits that it would not keep: a
/// number loses its leading zeros, is shown as 1.2E+11 from 12 digits on and is rounded after 15.
/// </summary>
internal static class SpreadsheetGuard
{
    private const int MostDigits = 11;
    private const byte Apostrophe = (byte)'\'';

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);
    private static readonly SearchValues<byte> OfNumbers = SearchValues.Create("0123456789.,eE"u8);

    // The last two begin the full-width signs, which Excel for Japanese takes as well.
    private static readonly SearchValues<byte> Suspicious = SearchValues.Create([.. "=+-@\t\r\n\0"u8, 0xEF, 0xBC]);

    public static void Write(ref Utf8Output output, PlainText scratch, scoped ReadOnlySpan<byte> value)
    {
        if (LosesDigits(value))
        {
            output.Write(Apostrophe);
            CsvText.Write(ref output, value);
        }
        else if (value.ContainsAny(Suspicious))
        {
            CsvText.Write(ref output, Guarded(scratch, value));
        }
        else
        {
            CsvText.Write(ref output, value);
        }
    }

    // Where the list separator is a semicolon, a spreadsheet ignores our quotes, so what follows one would begin a cell; and so with line breaks.
    private static ReadOnlySpan<byte> Guarded(PlainText scratch, ReadOnlySpan<byte> value)
    {
        var start = scratch.Length;
        var begins = true;
        for (var i = 0; i < value.Length; i++)
        {
            if (begins && (IsSign(value[i..]) || (i == 0 && value[0] is (byte)'\t' or (byte)'\r' or (byte)'\n' or 0)))
            {
                scratch.Append([Apostrophe]);
            }

            scratch.Append(value.Slice(i, 1));
            begins = value[i] is (byte)';' or (byte)'\t' or (byte)'\r' or (byte)'\n' || (begins && value[i] == ' ');
        }

        return scratch.From(start);
    }

    private static bool IsSign(ReadOnlySpan<byte> text) =>
        text[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' || text.StartsWith("＝"u8) || text.StartsWith("＋"u8) || text.StartsWith("－"u8) || text.StartsWith("＠"u8);

    private static bool LosesDigits(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value[0] is < (byte)'0' or > (byte)'9' || value.ContainsAnyExcept(OfNumbers))
        {
            return false;
        }

        // 007 and 00.5, but not 0 and 0.5; 12E5 is a number to a spreadsheet.
        return (value[0] == '0' && value.Length > 1 && char.IsAsciiDigit((char)value[1])) || value.ContainsAny((byte)'e', (byte)'E')
            || (value.Length > MostDigits && !value.ContainsAnyExcept(Digits));
    }
}
