using System.Buffers;
using System.Text;
using System.Text.Json;
using Gcd.Infrastructure.Exports.Tables;
using Gcd.Infrastructure.Google;
using Xunit.Abstractions;

namespace Gcd.Infrastructure.Exports;

public sealed class RandomBooksTests(ITestOutputHelper output)
{
    [Fact]
    public void Address_books_of_any_page_sizes_and_any_failures_arrive_once_and_in_order()
    {
        var seed = 0;
        try
        {
            for (; seed < 300; seed++)
            {
                ArrivesOnceAndInOrder(new Random(seed), "csv");
                ArrivesOnceAndInOrder(new Random(seed), "json");
            }
        }
        finally
        {
            output.WriteLine($"last seed: {seed}");
        }
    }

    private static void ArrivesOnceAndInOrder(Random random, string format)
    {
        var contacts = Enumerable.Range(0, random.Next(40)).Select(i => $"people/c{i}").ToArray();
        var file = new ArrayBufferWriter<byte>();
        using var formatter = FilesForTests.Formatter(format);
        for (var (next, isLast) = (0, false); !isLast;)
        {
            var count = random.Next(contacts.Length - next + 1);
            isLast = next + count == contacts.Length;
            var page = Page(contacts[next..(next + count)], isLast);
            while (random.Next(2) == 0)
            {
                Assert.Throws<GoogleFaultException>(() => formatter.Take(FilesForTests.Received(page.AsSpan(0, random.Next(page.Length)))));
            }

            formatter.Take(FilesForTests.Received(page));
            file.Write(formatter.Piece.Span);
            next += count;
        }

        Assert.Equal(contacts, ResourceNames(format, Encoding.UTF8.GetString(file.WrittenSpan)));
        Assert.Equal(contacts.Length, formatter.Contacts);
    }

    private static byte[] Page(string[] contacts, bool isLast)
    {
        var people = contacts.Select(name => $$"""{"resourceName":"{{name}}","names":[{"displayName":"a\u0022b,"}]}""");
        return Encoding.UTF8.GetBytes($$"""{"connections":[{{string.Join(',', people)}}]{{(isLast ? "" : ",\"nextPageToken\":\"t\"")}}}""");
    }

    private static IEnumerable<string> ResourceNames(string format, string file)
    {
        if (format == "csv")
        {
            return CsvForTests.Read(file).Skip(1).Select(row => row[^1]);
        }

        using var json = JsonDocument.Parse(file);
        return [.. json.RootElement.GetProperty("contacts").EnumerateArray().Select(contact => contact.GetProperty("Resource Name").GetString()!)];
    }
}
