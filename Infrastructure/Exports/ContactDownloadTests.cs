using System.Buffers;
using System.Text;
using System.Text.Json;
using Gcd.Infrastructure.Exports.Tables;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Tokens;
using Xunit.Abstractions;

namespace Gcd.Infrastructure.Exports;

public sealed class ContactDownloadTests(ITestOutputHelper output)
{
    private const string RealisticPage = """
        {
          "connections": [
            {
              "resourceName": "people/c2",
              "names": [{"metadata": {"primary": true}, "displayName": "Zo\u00eb \"Z\" Ünal", "givenName": "Zoë", "familyName": "Ünal", "unstructuredName": "Zoë Ünal"}],
              "emailAddresses": [{"metadata": {}, "value": "zoe@work.example"}, {"metadata": {"primary": true}, "value": "zoe@example.com"}],
              "phoneNumbers": [{"metadata": {"primary": true}, "value": "+39 06 1", "type": "work"}, {"value": "+39 06 2", "type": "Old"}],
              "birthdays": [{"metadata": {"primary": true}, "date": {"month": 2, "day": 29}, "text": "29 febbraio"}]
            },
            {"resourceName": "people/c3"},
            {
              "resourceName": "people/c4",
              "organizations": [{"name": "Smith, Jones & Co", "title": "\ud83d\ude00"}],
              "addresses": [{"type": "home", "formattedValue": "Via Roma 1\n00100 Roma"}]
            }
          ],
          "nextPageToken": "third",
          "totalPeople": 5,
          "totalItems": 5
        }
        """;

    private static readonly string[] Pages =
    [
        """{"connections":[{"resourceName":"people/c1"}],"nextPageToken":"second","totalItems":5}""",
        RealisticPage,
        """{"connections":[{"resourceName":"people/c5"}]}""",
    ];

    public static TheoryData<string> Formats => [.. ExportFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_page_cut_anywhere_is_malformed_and_can_be_taken_again_without_showing_a_contact_twice(string format)
    {
        var page = Encoding.UTF8.GetBytes(RealisticPage);
        var whole = FilesForTests.Write(format, Pages);
        var file = new ArrayBufferWriter<byte>();
        using var download = Start(format);
        Keep(download, Pages[0], file);
        for (var length = 0; length < page.Length; length++)
        {
            var fault = Assert.Throws<GoogleFaultException>(() => download.Take(new(page, 0, length)));
            Assert.Equal(GoogleFaultKind.Malformed, fault.Kind);
            Assert.True(fault.IsTransient);
            Assert.Equal((1, 5, "second", false), (download.Written, download.Announced, download.NextPageToken, download.IsComplete));
            Assert.True(download.Formatted.IsEmpty);
        }

        Keep(download, Pages[1], file);
        Assert.Equal((4, "third", false), (download.Written, download.NextPageToken, download.IsComplete));
        Keep(download, Pages[2], file);
        Assert.Equal((5, null, true), (download.Written, download.NextPageToken, download.IsComplete));
        Assert.Equal(whole, Text(file));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_first_page_that_failed_leaves_one_header_and_one_list(string format)
    {
        var file = new ArrayBufferWriter<byte>();
        using var download = Start(format);
        foreach (var page in Pages)
        {
            Assert.Throws<GoogleFaultException>(() => download.Take(Encoding.UTF8.GetBytes(page[..^2])));
            Assert.Throws<GoogleFaultException>(() => download.Take(Encoding.UTF8.GetBytes(page + "}")));
            Keep(download, page, file);
        }

        Assert.Equal(FilesForTests.Write(format, Pages), Text(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!doctype html><title>Sorry</title>")]
    [InlineData("""{"connections":{"resourceName":"people/c1"}}""")]
    [InlineData("""{"connections":[{"resourceName":"people/c1"}]} <!-- -->""")]
    [InlineData("""{"connections":[{"resourceName":"people/c1"}]}{"connections":[]}""")]
    [InlineData("""{"error":{"code":500}}""")]
    public void What_is_no_page_is_malformed_and_begins_nothing(string page)
    {
        using var download = Start("csv");

        var fault = Assert.Throws<GoogleFaultException>(() => download.Take(Encoding.UTF8.GetBytes(page)));
        Assert.Equal(GoogleFaultKind.Malformed, fault.Kind);
        Assert.Equal((0, null, null, false), (download.Written, download.Announced, download.NextPageToken, download.IsComplete));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_page_without_members_is_a_whole_address_book_of_no_contacts(string format)
    {
        var file = new ArrayBufferWriter<byte>();
        using var download = Start(format);
        Keep(download, "{}", file);

        Assert.Equal((0, null, true), (download.Written, download.Announced, download.IsComplete));
        Assert.Equal(FilesForTests.Write(format, "{}"), Text(file));
    }

    [Fact]
    public void A_contact_above_one_MiB_has_its_own_fault_and_is_not_asked_for_again()
    {
        using var download = Start("json");
        Keep(download, Pages[0], new ArrayBufferWriter<byte>());
        var page = $$"""{"connections":[{"resourceName":"people/c2"},{"nicknames":[{"value":"{{new string('x', 1024 * 1024)}}"}]}]}""";

        var fault = Assert.Throws<GoogleFaultException>(() => download.Take(Encoding.UTF8.GetBytes(page)));
        Assert.Equal(GoogleFaultKind.ContactTooLarge, fault.Kind);
        Assert.False(fault.IsTransient);
        Assert.Equal((1, "second"), (download.Written, download.NextPageToken));
        Assert.True(download.Formatted.IsEmpty);
    }

    [Fact]
    public void Invalid_utf8_becomes_the_replacement_character_and_the_rest_stays()
    {
        byte[] page =
        [
            .. "{\"connections\":[{\"resourceName\":\"é\"},{\"resourceName\":\"a"u8, 0xC3,
            .. "\"},{\"resourceName\":\""u8, 0xED, 0xA0, 0x80, .. "b"u8, 0xFF, .. "c😀\"}]}"u8,
        ];
        using var download = Start("csv");
        download.Take(page);

        Assert.Equal(["é", "a\uFFFD", "\uFFFD\uFFFD\uFFFDb\uFFFDc😀"], ResourceNames("csv", Encoding.UTF8.GetString(download.Formatted.Span)));
    }

    [Theory]
    [InlineData("""{"connections":[{}],"nextPageToken":"t","totalItems":7}""", 7)]
    [InlineData("""{"connections":[{}],"nextPageToken":"t"}""", null)]
    public void The_announced_number_is_that_of_the_first_page(string first, int? announced)
    {
        using var download = Start("csv");
        Keep(download, first, new ArrayBufferWriter<byte>());
        Keep(download, """{"connections":[{}],"totalItems":9}""", new ArrayBufferWriter<byte>());

        Assert.Equal(announced, download.Announced);
    }

    [Fact]
    public void Released_memory_shows_nothing_more()
    {
        using var download = Start("csv");
        download.Take(Encoding.UTF8.GetBytes(RealisticPage));
        Assert.False(download.Formatted.IsEmpty);

        download.Release();
        Assert.True(download.Formatted.IsEmpty);
    }

    [Fact]
    public void Address_books_of_any_page_sizes_and_any_failures_arrive_once_and_in_order()
    {
        var seed = 0;
        try
        {
            for (; seed < 300; seed++)
            {
                foreach (var format in ExportFormats.All)
                {
                    ArrivesOnceAndInOrder(new Random(seed), format.Name);
                }
            }
        }
        finally
        {
            output.WriteLine($"last seed: {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_thousand_more_contacts_cost_no_more_allocation(string format)
    {
        var few = Page([.. Enumerable.Range(0, 1000).Select(i => $"people/c{i}")], isLast: false);
        var many = Page([.. Enumerable.Range(0, 2000).Select(i => $"people/c{i}")], isLast: false);
        using var download = Start(format);
        Allocated(download, many);
        Allocated(download, few);

        var (forMany, forFew) = (long.MaxValue, long.MaxValue);
        // The least of five, since the runtime allocates something of its own now and then.
        for (var i = 0; i < 5; i++)
        {
            forMany = Math.Min(forMany, Allocated(download, many));
            forFew = Math.Min(forFew, Allocated(download, few));
        }

        // A byte a contact would be a thousand.
        Assert.InRange(forMany - forFew, -500, 500);
    }

    private static void ArrivesOnceAndInOrder(Random random, string format)
    {
        var contacts = Enumerable.Range(0, random.Next(40)).Select(i => $"people/c{i}").ToArray();
        var file = new ArrayBufferWriter<byte>();
        using var download = Start(format);
        for (var next = 0; !download.IsComplete;)
        {
            var count = random.Next(contacts.Length - next + 1);
            var page = Page(contacts[next..(next + count)], isLast: next + count == contacts.Length);
            while (random.Next(2) == 0)
            {
                Assert.Throws<GoogleFaultException>(() => download.Take(new(page, 0, random.Next(page.Length))));
            }

            download.Take(page);
            file.Write(download.Formatted.Span);
            next += count;
        }

        Assert.Equal(contacts, ResourceNames(format, Text(file)));
        Assert.Equal(contacts.Length, download.Written);
    }

    private static long Allocated(ContactDownload download, byte[] page)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        download.Take(page);
        download.Release();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static ContactDownload Start(string format) =>
        new(RowsForTests.User("1", "me@example.com"), ExportFormats.Find(format)!, FilesForTests.Date);

    private static void Keep(ContactDownload download, string page, ArrayBufferWriter<byte> file)
    {
        download.Take(Encoding.UTF8.GetBytes(page));
        file.Write(download.Formatted.Span);
        download.Release();
    }

    // No page names itself as the next one.
    private static int pages;

    private static byte[] Page(string[] contacts, bool isLast)
    {
        var people = contacts.Select(name => $$"""{"resourceName":"{{name}}","names":[{"displayName":"a\u0022b,"}]}""");
        return Encoding.UTF8.GetBytes($$"""{"connections":[{{string.Join(',', people)}}]{{(isLast ? "" : $",\"nextPageToken\":\"t{Interlocked.Increment(ref pages)}\"")}}}""");
    }

    private static IEnumerable<string> ResourceNames(string format, string file)
    {
        if (format == "csv")
        {
            return SmallCsvReaderForTests.Read(file).Skip(1).Select(row => row[^1]);
        }

        using var json = JsonDocument.Parse(file);
        return [.. json.RootElement.GetProperty("contacts").EnumerateArray().Select(contact => contact.GetProperty("Resource Name").GetString()!)];
    }

    private static string Text(ArrayBufferWriter<byte> file) => Encoding.UTF8.GetString(file.WrittenSpan);
}
