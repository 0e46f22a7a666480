using System.Buffers;
using System.Text.Json;
using Gcd.Tests.Fixtures;
using MiniExcelLibs;
using static Gcd.Infrastructure.Exports.FilesForTests;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>LibreOffice opens the tables as a person does, and shows the same cells.</summary>
public sealed class LibreOfficeTests
{
    // Field separator, quotes, UTF-8, first line; for CSV as input every column is text: otherwise it would read numbers, as it does for a person.
    private const string Csv = "Text - txt - csv (StarCalc):44,34,76,1";

    [SkippableTheory]
    [InlineData("csv")]
    [InlineData("excel-csv")]
    [InlineData("google-csv")]
    [InlineData("outlook-csv")]
    [InlineData("xlsx")]
    public async Task It_shows_the_cells_of_every_table(string name)
    {
        var format = ExportFormats.Find(name)!;
        var file = Export(format);
        var expected = name == "xlsx" ? Workbook(file) : CsvForTests.Read(Strict.GetString(file).TrimStart('\uFEFF'));

        var shown = await ShowAsync(file, format.Extension, expected[0].Length);

        Assert.Equal(expected.Count, shown.Count);
        Assert.All(expected.Zip(shown), rows => Assert.Equal(rows.First.Select(Breaks), rows.Second.Select(Breaks)));
    }

    private static async Task<List<string[]>> ShowAsync(byte[] file, string extension, int columns)
    {
        var soffice = Tool.Require("soffice");
        var folder = Directory.CreateTempSubdirectory("gcd-soffice-").FullName;
        try
        {
            var path = Path.Combine(folder, $"in.{extension}");
            await File.WriteAllBytesAsync(path, file);
            var formats = string.Join('/', Enumerable.Range(1, columns).Select(column => $"{column}/2"));
            string[] asText = extension == "csv" ? [$"--infilter={Csv},{formats}"] : [];
            var (exitCode, output, errors) = await Tool.RunAsync(
                soffice, [$"-env:UserInstallation=file://{folder}/profile", "--headless", .. asText, "--convert-to", $"csv:{Csv},,0,false", "--outdir", $"{folder}/out", path]);

            Assert.True(exitCode == 0, $"{output}\n{errors}");
            return Read(await File.ReadAllTextAsync($"{folder}/out/in.csv"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Export(ExportFormat format)
    {
        string[] texts = [.. HostileTextForTests.All.Where(text => !text.Contains('\0', StringComparison.Ordinal) && !text.Contains('\uFFFE', StringComparison.Ordinal)), "00042", "1-2", "TRUE", "_x0041_"];
        var people = texts.Select(text => $$"""{"names":[{"displayName":{{JsonSerializer.Serialize(text)}},"givenName":{{JsonSerializer.Serialize(text)}}}],"resourceName":"people/c1"}""");
        var context = Context();
        var file = new ArrayBufferWriter<byte>();
        using var formatter = new PageFormatter(format, format.Reads, context, ArrayPool<byte>.Shared);
        formatter.Take(Received($$"""{"connections":[{{string.Join(',', people)}},{{TablesForTests.EveryField}}]}"""));
        do
        {
            file.Write(formatter.Piece.Span);
        }
        while (formatter.TakeNextPiece());

        context.Dispose();
        return file.WrittenSpan.ToArray();
    }

    private static List<string[]> Workbook(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return [.. MiniExcel.Query(stream, excelType: ExcelType.XLSX).Cast<IDictionary<string, object?>>()
            .Select(row => row.Values.Select(value => value as string ?? "").ToArray())];
    }

    // LibreOffice writes line feeds, so the strict reader does not fit.
    private static List<string[]> Read(string csv)
    {
        using var reader = CsvHelper.CsvReader.FromText(csv, new() { HasHeader = false, SkipEmptyLines = false });
        var records = new List<string[]>();
        while (reader.Read())
        {
            records.Add([.. Enumerable.Range(0, reader.FieldCount).Select(field => reader.GetString(field))]);
        }

        return records;
    }

    private static string Breaks(string cell) => cell.ReplaceLineEndings("\n");
}
