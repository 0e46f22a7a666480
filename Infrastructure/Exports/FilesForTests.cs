using System.Buffers;
using System.Text;
using System.Text.Json;
using Gcd.Infrastructure.Exports.Tables;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Memory;

namespace Gcd.Infrastructure.Exports;

/// <summary>Makes whole files of pages, and reads them back by other means than those that wrote them.</summary>
internal static class FilesForTests
{
    public static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static readonly DateOnly Date = new(2026, 11, 26);

    public static string Write(string format, params IEnumerable<string> pages) =>
        Write(format, pages.Select(Encoding.UTF8.GetBytes));

    public static string Write(string format, IEnumerable<byte[]> pages)
    {
        var whole = ExportFormats.Find(format)!;
        var context = Context();
        var file = new StingyBufferForTests();
        var output = new Utf8Output(file);
        var total = 0;
        whole.Begin(context, ref output);
        foreach (var page in pages)
        {
            total += WritePage(whole, context, page, total, ref output);
        }

        whole.End(context, total, ref output);
        output.Flush();
        return Strict.GetString(file.Written);
    }

    public static ExportContext Context(string userEmail = "me@example.com") => new() { UserEmail = userEmail, Date = Date };

    public static PageFormatter Formatter(string name)
    {
        var format = ExportFormats.Find(name)!;
        return new PageFormatter(format, format.Reads, Context(), ArrayPool<byte>.Shared);
    }

    private static readonly DownloadMemory Memory = new(megabytes: 256, TimeProvider.System);

    public static PageBuffer Received(string page) => Received(Encoding.UTF8.GetBytes(page));

    /// <summary>A page as it comes from Google.</summary>
    public static PageBuffer Received(ReadOnlySpan<byte> page)
    {
        var received = new PageBuffer(Memory, page.Length + 1);
        using var body = new MemoryStream(page.ToArray());
        Assert.True(received.FillAsync(body, CancellationToken.None).AsTask().GetAwaiter().GetResult() && received.MakeValid());
        return received;
    }

    /// <summary>Formats one page, and returns how many contacts it held.</summary>
    public static int WritePage(ExportFormat format, ExportContext context, ArraySegment<byte> page, int before, ref Utf8Output output)
    {
        var contact = new Contact();
        var reader = new PeoplePageReader(page, format.Reads);
        for (var index = before; reader.Read(contact); index++)
        {
            context.Scratch.Clear();
            format.Write(context, contact, index, ref output);
        }

        return reader.Page.Contacts;
    }

    /// <summary>The rows of a page, found equal in CSV and JSON.</summary>
    public static List<string[]> Rows(params IEnumerable<byte[]> pages)
    {
        var csv = CsvForTests.Read(Write("csv", pages));
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
