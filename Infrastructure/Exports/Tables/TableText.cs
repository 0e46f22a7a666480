using Gcd.Infrastructure.Exports.Text;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>A row as a line of RFC 4180.</summary>
internal static class TableText
{
    public static void Write(ref Utf8Output output, scoped TableRow row, int columns)
    {
        CsvText.Write(ref output, row[0]);
        for (var column = 1; column < columns; column++)
        {
            output.Write((byte)',');
            CsvText.Write(ref output, row[column]);
        }

        output.Write("\r\n"u8);
    }
}
