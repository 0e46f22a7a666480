using System.Buffers;
using System.Globalization;
using System.Xml.Linq;
using Gcd.Infrastructure.Google;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;
using static Gcd.Infrastructure.Exports.FilesForTests;

namespace Gcd.Infrastructure.Exports.PhoneBooks;

public sealed class CiscoFormatTests : PhoneBookTests
{
    private protected override ExportFormat Format { get; } = new CiscoFormat();

    protected override int MostContacts => 32;

    protected override string EntryElement => "DirectoryEntry";

    protected override IEnumerable<string> NumbersOf(XElement entry) => entry.Elements("Telephone").Select(number => number.Value);

    // Without a number, so that the page is not full before Google's last.
    private protected override SimulatedAccount Account(World world, int contacts) => world.Google.Accounts.Add(
        $"person-{Guid.NewGuid():N}@example.com", [.. Enumerable.Range(0, contacts).Select(i => new ContactBuilder($"c{i}").Name($"Person {i}").Build())]);

    [Fact]
    public void A_number_is_an_entry_and_one_of_several_is_named_by_its_type() =>
        Assert.Equal(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <CiscoIPPhoneDirectory>
            <Title>Contacts</Title>
            <Prompt>Choose a number</Prompt>
            <DirectoryEntry><Name>Ada</Name><Telephone>1</Telephone></DirectoryEntry>
            <DirectoryEntry><Name>Bob &amp; Co (Cellulare)</Name><Telephone>2</Telephone></DirectoryEntry>
            <DirectoryEntry><Name>Bob &amp; Co (Oma)</Name><Telephone>3</Telephone></DirectoryEntry>
            <DirectoryEntry><Name>Bob &amp; Co</Name><Telephone>4</Telephone></DirectoryEntry>
            <SoftKeyItem><Name>Dial</Name><URL>SoftKey:Dial</URL><Position>1</Position></SoftKeyItem>
            <SoftKeyItem><Name>EditDial</Name><URL>SoftKey:EditDial</URL><Position>2</Position></SoftKeyItem>
            <SoftKeyItem><Name>Exit</Name><URL>SoftKey:Exit</URL><Position>3</Position></SoftKeyItem>
            </CiscoIPPhoneDirectory>

            """,
            Write("cisco", Page(
                """{"names":[{"displayName":"Ada"}],"phoneNumbers":[{"value":"1","type":"home"},{"value":"none"}]}""",
                """
                {"names":[{"displayName":"Bob & Co"}],"phoneNumbers":[{"value":"2","type":"mobile","formattedType":"Cellulare"},{"value":"3","type":"Oma"},{"value":"4"}]}
                """)));

    [Theory]
    [InlineData("32", 32, -1)]
    [InlineData("1x32", 32, -1)]
    [InlineData("1x31,2", 31, 31)]
    [InlineData("1x30,2", 32, -1)]
    [InlineData("1x32,1", 32, 32)]
    [InlineData("30,3,1", 30, 1)]
    [InlineData("16,16,0,0", 32, -1)]
    [InlineData("16,16,0,0,1", 32, 4)]
    [InlineData("0,40,1", 32, 2)]
    [InlineData("1,40", 1, 1)]
    public void A_page_takes_whole_contacts_up_to_32_numbers_and_names_the_first_one_left(string numbers, int entries, int left)
    {
        var (file, rest) = PageOf([.. People(numbers)], new ExportPlace("token", 0));

        Assert.Equal(entries, file.Elements("DirectoryEntry").Count());
        Assert.Equal(left < 0 ? null : new ExportPlace("token", left), rest);
        Assert.Equal(left < 0 ? ["Dial", "EditDial", "Exit"] : ["Dial", "EditDial", "Exit", "Next"], file.Elements("SoftKeyItem").Select(key => key.Element("Name")!.Value));
        Assert.Equal(["1", "2", "3", "4"], file.Elements("SoftKeyItem").Select(key => key.Element("Position")!.Value).Concat(left < 0 ? ["4"] : []));
    }

    [Fact]
    public void The_address_of_the_next_page_is_escaped()
    {
        var (file, _) = PageOf([.. People("32,1")], default);

        Assert.Equal("https://gcd.example/download?format=cisco&page=<1>", file.Elements("SoftKeyItem").Last().Element("URL")!.Value);
    }

    [Fact]
    public void A_page_of_Googles_that_fails_and_comes_again_counts_once()
    {
        var first = $$"""{"connections":[{{string.Join(',', People("20"))}}],"nextPageToken":"b"}""";
        var second = Page([.. People("10,3")]);
        var context = Context(rest: null);
        using var formatter = new PageFormatter(Format, Format.Reads, context, ArrayPool<byte>.Shared);
        foreach (var (token, page) in new[] { (null, first), ("b", second) })
        {
            context.Place = new ExportPlace(token, 0);
            foreach (var length in new[] { page.Length / 2, page.Length - 1 })
            {
                Assert.Throws<GoogleFaultException>(() => formatter.Take(Received(page[..length])));
                Assert.False(formatter.IsFull);
            }

            formatter.Take(Received(page));
        }

        Assert.True(formatter.IsFull);
        Assert.Equal(new ExportPlace("b", 1), ((CiscoPage)context.State!).Rest);
    }

    [Fact]
    public void A_full_page_costs_no_more_memory_than_one_of_a_single_number()
    {
        var (one, full) = (Page([.. People("1")]), Page([.. People("1x32")]));
        long Allocated(string page)
        {
            using var formatter = Formatter("cisco");
            var received = Received(page);
            var before = GC.GetAllocatedBytesForCurrentThread();
            formatter.Take(received);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The runtime allocates something of its own now and then.
        Assert.InRange(Enumerable.Range(0, 10).Min(_ => Allocated(full)), 0, Enumerable.Range(0, 10).Min(_ => Allocated(one)) + 64);
    }

    private static (XElement File, ExportPlace? Next) PageOf(string[] people, ExportPlace place)
    {
        ExportPlace? rest = null;
        var context = Context(found => rest = found);
        context.Place = place;
        var format = ExportFormats.Find("cisco")!;
        using var formatter = new PageFormatter(format, format.Reads, context, ArrayPool<byte>.Shared);
        formatter.Take(Received(Page(people)));
        return (Load(formatter.Piece.ToArray()), rest);
    }

    private static ExportContext Context(Action<ExportPlace>? rest) => new()
    {
        UserEmail = "me@example.com",
        Date = Date,
        AddressOf = place =>
        {
            rest?.Invoke(place);
            return $"https://gcd.example/download?format=cisco&page=<{place.Contacts}>";
        },
    };

    /// <summary>People of so many numbers each; "1x32" are 32 people of one.</summary>
    private static IEnumerable<string> People(string numbers) =>
        from part in numbers.Split(',').Select(part => part.Split('x'))
        from _ in Enumerable.Range(0, part.Length == 1 ? 1 : int.Parse(part[1], CultureInfo.InvariantCulture))
        let phones = Enumerable.Range(1, int.Parse(part[0], CultureInfo.InvariantCulture)).Select(number => $$"""{"value":"{{number}}","type":"home"}""")
        select $$"""{"names":[{"displayName":"Ada"}],"phoneNumbers":[{{string.Join(',', phones)}}]}""";
}
