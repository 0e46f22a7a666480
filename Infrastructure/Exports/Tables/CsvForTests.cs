using CsvHelper;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>Reads RFC 4180 by CsvHelper, and accepts nothing else: CRLF, and quotes only where they are needed.</summary>
internal static class CsvForTests
{
    private static readonly CsvReaderOptions Strict = new()
    {
        HasHeader = false,
        SkipEmptyLines = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    public static List<string[]> Read(string csv)
    {
        using var reader = CsvReader.FromText(csv, Strict);
        var records = new List<string[]>();
        while (reader.Read())
        {
            records.Add([.. Enumerable.Range(0, reader.FieldCount).Select(field => reader.GetString(field))]);
        }

        // CsvHelper takes other line breaks as well, and quotes anywhere.
        Assert.Equal(csv, string.Concat(records.Select(record => string.Join(',', record.Select(Quoted)) + "\r\n")));
        return records;
    }

    private static string Quoted(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
