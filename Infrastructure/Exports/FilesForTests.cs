using System.Buffers;
using System.Text;
using System.Text.Json;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports;

/// <summary>Makes whole files of pages, and reads them back by other means than those that wrote them.</summary>
internal static class FilesForTests
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Write(string format, params IEnumerable<string> pages) =>
        Write(format, pages.Select(Encoding.UTF8.GetBytes));

    public static string Write(string format, IEnumerable<byte[]> pages)
    {
        var writer = ContactFormats.Find(format)!.CreateWriter();
        var file = new ArrayBufferWriter<byte>();
        var contact = new Contact();
        long total = 0;
        writer.Begin(file, "me@example.com");
        foreach (var page in pages)
        {
            var scratch = new StingyBufferForTests();
            writer.BeginPage(scratch, total);
            total += PeoplePageParser.Parse(page, contact, writer).Contacts;
            file.Write(scratch.Written);
        }

        writer.End(file, total);
        return Strict.GetString(file.WrittenSpan);
    }

    /// <summary>The rows of a page, found equal in CSV and JSON.</summary>
    public static List<string[]> Rows(params IEnumerable<byte[]> pages)
    {
        var csv = SmallCsvReaderForTests.Read(Write("csv", pages));
        Assert.Equal(ContactColumns.Names, csv[0]);
        csv.RemoveAt(0);
        using var json = JsonDocument.Parse(Write("json", pages));
        var objects = json.RootElement.GetProperty("contacts").EnumerateArray().ToList();
        Assert.Equal(csv.Count, json.RootElement.GetProperty("total_contacts").GetInt64());
        Assert.Equal(csv.Count, objects.Count);
        for (var i = 0; i < csv.Count; i++)
        {
            Assert.Equal(ContactColumns.Names, objects[i].EnumerateObject().Select(member => member.Name));
            Assert.Equal(csv[i], objects[i].EnumerateObject().Select(member => member.Value.GetString()!));
        }

        return csv;
    }

    /// <summary>What each column shows of one person.</summary>
    public static Dictionary<string, string> Columns(string person)
    {
        var row = Assert.Single(Rows(Encoding.UTF8.GetBytes($$"""{"connections":[{{person}}]}""")));
        return ContactColumns.Names.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>The columns named, one after the other.</summary>
    public static string[] Show(string person, params IEnumerable<string> columns)
    {
        var all = Columns(person);
        return [.. columns.Select(column => all[column])];
    }
}
