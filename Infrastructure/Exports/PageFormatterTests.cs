using System.Buffers;
using System.Text;
using Gcd.Infrastructure.Exports.Tables;
using Gcd.Infrastructure.Google;
using static Gcd.Infrastructure.Exports.FilesForTests;

namespace Gcd.Infrastructure.Exports;

public sealed class PageFormatterTests
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

    // A workbook is no text, and has the time in it; its contract suite takes it apart.
    public static TheoryData<string> Formats => [.. ExportFormats.All.Where(format => format.Extension != "xlsx").Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_page_cut_anywhere_is_malformed_and_can_be_taken_again_without_showing_a_contact_twice(string format)
    {
        var page = Encoding.UTF8.GetBytes(RealisticPage);
        var file = new ArrayBufferWriter<byte>();
        using var formatter = Start(format);
        Keep(formatter, Pages[0], file);
        for (var length = 0; length < page.Length; length++)
        {
            var fault = Assert.Throws<GoogleFaultException>(() => formatter.Take(Received(page.AsSpan(0, length))));
            Assert.Equal(GoogleFaultKind.Malformed, fault.Kind);
            Assert.True(fault.IsTransient);
            Assert.Equal(1, formatter.Contacts);
            Assert.True(formatter.Piece.IsEmpty);
            Assert.False(formatter.TakeNextPiece());
        }

        Keep(formatter, Pages[1], file);
        Assert.Equal(4, formatter.Contacts);
        Keep(formatter, Pages[2], file);
        Assert.Equal(5, formatter.Contacts);
        Assert.Equal(Write(format, Pages), Text(file));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_first_page_that_failed_leaves_one_header_and_one_list(string format)
    {
        var file = new ArrayBufferWriter<byte>();
        using var formatter = Start(format);
        foreach (var page in Pages)
        {
            Assert.Throws<GoogleFaultException>(() => formatter.Take(Received(page[..^2])));
            Assert.Throws<GoogleFaultException>(() => formatter.Take(Received(page + "}")));
            Keep(formatter, page, file);
        }

        Assert.Equal(Write(format, Pages), Text(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!doctype html><title>Sorry</title>")]
    [InlineData("""{"connections":{"resourceName":"people/c1"}}""")]
    [InlineData("""{"connections":[{"resourceName":"people/c1"}]} <!-- -->""")]
    [InlineData("""{"connections":[{"resourceName":"people/c1"}]}{"connections":[]}""")]
    [InlineData("""{"error":{"code":500}}""")]
    public void What_is_not_a_page_is_malformed_and_begins_nothing(string page)
    {
        using var formatter = Start("csv");

        var fault = Assert.Throws<GoogleFaultException>(() => formatter.Take(Received(page)));
        Assert.Equal(GoogleFaultKind.Malformed, fault.Kind);
        Assert.Equal(0, formatter.Contacts);
        Assert.True(formatter.Piece.IsEmpty);
    }

    [Fact]
    public void A_contact_above_one_MiB_has_its_own_fault_and_is_not_asked_for_again()
    {
        using var formatter = Start("json");
        Keep(formatter, Pages[0], new ArrayBufferWriter<byte>());
        var page = $$"""{"connections":[{"resourceName":"people/c2"},{"nicknames":[{"value":"{{new string('x', 1024 * 1024)}}"}]}]}""";

        var fault = Assert.Throws<GoogleFaultException>(() => formatter.Take(Received(page)));
        Assert.Equal(GoogleFaultKind.ContactTooLarge, fault.Kind);
        Assert.False(fault.IsTransient);
        Assert.Equal(1, formatter.Contacts);
        Assert.True(formatter.Piece.IsEmpty);
    }

    [Fact]
    public void Invalid_utf8_becomes_the_replacement_character_and_the_rest_stays()
    {
        byte[] page =
        [
            .. "{\"connections\":[{\"resourceName\":\"é\"},{\"resourceName\":\"a"u8, 0xC3,
            .. "\"},{\"resourceName\":\""u8, 0xED, 0xA0, 0x80, .. "b"u8, 0xFF, .. "c😀\"}]}"u8,
        ];
        using var formatter = Start("csv");
        formatter.Take(Received(page));

        Assert.Equal(
            ["é", "a\uFFFD", "\uFFFD\uFFFD\uFFFDb\uFFFDc😀"],
            CsvForTests.Read(Encoding.UTF8.GetString(formatter.Piece.Span)).Skip(1).Select(row => row[^1]));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_page_of_long_texts_comes_in_pieces_that_make_the_same_file(string format)
    {
        string[] pages = [Pages[0], LongPage(isWhole: true), Pages[2]];
        var file = new ArrayBufferWriter<byte>();
        using var formatter = Start(format);
        Keep(formatter, pages[0], file);
        var received = Received(pages[1]);
        formatter.Take(received);
        var pieces = 0;
        do
        {
            pieces++;
            Assert.InRange(formatter.Piece.Length, 1, PageFormatter.PieceSize + 300_000);
            file.Write(formatter.Piece.Span);
        }
        while (formatter.TakeNextPiece());

        Assert.True(received.Written.Count == 0);
        Assert.InRange(pieces, 3, 10);
        Assert.Equal(21, formatter.Contacts);
        Keep(formatter, pages[2], file);
        Assert.Equal(Write(format, pages), Text(file));
    }

    [Fact]
    public void A_page_of_long_texts_that_is_damaged_at_its_end_gives_not_even_its_first_piece()
    {
        using var formatter = Start("csv");

        Assert.Equal(GoogleFaultKind.Malformed, Assert.Throws<GoogleFaultException>(() => formatter.Take(Received(LongPage(isWhole: false)))).Kind);
        Assert.True(formatter.Piece.IsEmpty);
    }

    [Fact]
    public void The_page_is_given_back_before_the_caller_takes_its_last_piece()
    {
        using var formatter = Start("csv");
        var received = Received(RealisticPage);
        formatter.Take(received);

        Assert.False(formatter.Piece.IsEmpty);
        Assert.True(received.Written.Count == 0);
        Assert.False(formatter.TakeNextPiece());
        Assert.True(formatter.Piece.IsEmpty);
    }

    private static PageFormatter Start(string format) => Formatter(format);

    private static void Keep(PageFormatter formatter, string page, ArrayBufferWriter<byte> file)
    {
        formatter.Take(Received(page));
        do
        {
            file.Write(formatter.Piece.Span);
        }
        while (formatter.TakeNextPiece());
    }

    private static string LongPage(bool isWhole)
    {
        var people = Enumerable.Range(0, 20).Select(i => $$$"""{"resourceName":"people/l{{{i}}}","nicknames":[{"value":"{{{new string('x', 250_000)}}}"}],"phoneNumbers":[{"value":"1"}],"birthdays":[{"date":{"month":1,"day":2}}]}""");
        return $$"""{"connections":[{{string.Join(',', people)}}],"nextPageToken":"third"{{(isWhole ? "}" : "")}}""";
    }

    private static string Text(ArrayBufferWriter<byte> file) => Encoding.UTF8.GetString(file.WrittenSpan);
}
