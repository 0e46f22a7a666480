using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using static Gcd.Infrastructure.Exports.FilesForTests;

namespace Gcd.Infrastructure.Exports;

/// <summary>What holds for every format. A format's test class names it and reads its files, by a reader that is not ours.</summary>
public abstract class ExportFormatTests
{
    private const int Many = 25_000;
    private const int APage = 1000;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private protected abstract ExportFormat Format { get; }

    /// <summary>All values of each contact in the file, in its order. What is not a whole file of the format makes it throw.</summary>
    protected abstract IReadOnlyList<IReadOnlyList<string>> Read(byte[] file);

    /// <summary>What a text looks like in the file, where the format cannot hold every character.</summary>
    protected virtual string Shown(string text) => text;

    /// <summary>How many contacts of one number a file holds, where the rest is in further files.</summary>
    protected virtual int MostContacts => int.MaxValue;

    /// <summary>Contacts of which none is so many that the file is full before the last page.</summary>
    private protected virtual SimulatedAccount Account(World world, int contacts) => world.NewAccount(contacts);

    /// <summary>A contact that the format has nothing to show of, where there are such.</summary>
    protected virtual string? NotShown => null;

    /// <summary>That two files of the same contacts are the same, for a format that has the time in its files too.</summary>
    protected virtual void AreSame(byte[] expected, byte[] actual) => Assert.Equal(expected, actual);

    [Fact]
    public void It_is_found_by_its_name_and_aliases_in_any_case()
    {
        Assert.All(Format.Aliases.Append(Format.Name), name => Assert.Equal(Format.Name, ExportFormats.Find(name.ToUpperInvariant())?.Name));
        Assert.Matches("^[a-z0-9-]+$", Format.Name);
        Assert.Matches("^[a-z0-9]+$", Format.Extension);
        Assert.Matches("^[a-z]+/[a-z0-9.+-]+(; charset=utf-8)?$", Format.MediaType);
        Assert.EndsWith(".", Format.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_address_book_is_a_whole_file() => Assert.Empty(Read(Export("{}")));

    [Fact]
    public void One_contact_is_shown() => Assert.Contains(Shown("Ada Lovelace"), Assert.Single(Read(Export(Page([Person("Ada Lovelace")])))));

    [Fact]
    public void Contacts_of_which_it_shows_nothing_leave_no_trace() =>
        Assert.Equal(Export(Page([Person("1"), Person("2")])), Export(NotShown is { } none ? Page([none, Person("1"), none, Person("2"), none]) : Page([Person("1"), Person("2")])));

    [Fact]
    public void Twenty_five_thousand_contacts_come_in_order_and_cost_no_memory()
    {
        var file = new ArrayBufferWriter<byte>(32 * 1024 * 1024);
        using var formatter = Start();
        var allocated = new List<long>();
        for (var first = 0; first < Many && !formatter.IsFull; first += APage)
        {
            var page = Received(Page(Enumerable.Range(first, APage).Select(i => Person(Name(i))), next: first + APage < Many ? $"{first}" : null));
            var before = GC.GetAllocatedBytesForCurrentThread();
            formatter.Take(page);
            do
            {
                file.Write(formatter.Piece.Span);
            }
            while (formatter.TakeNextPiece());

            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // The page token is all that is left: about a hundred bytes a page, not a byte a contact. The runtime allocates something of its own now and then.
        // A file that is full with its first page has warmed nothing up; its own tests look at its memory.
        Assert.True(formatter.IsFull || allocated.Skip(5).Min() is >= 0 and <= 500);
        var contacts = Read(file.WrittenSpan.ToArray());
        Assert.Equal(Math.Min(Many, MostContacts), contacts.Count);
        Assert.All(contacts.Select((values, i) => (Values: values, Name: Shown(Name(i)))), contact => Assert.Contains(contact.Name, contact.Values));
    }

    [Fact]
    public void Hostile_text_stays_one_value()
    {
        var texts = HostileTextForTests.All.Select(text => $"a{text}z").ToList();
        var contacts = texts.Chunk(Math.Min(texts.Count, MostContacts)).SelectMany(part => Read(Export(Page(part.Select(Person))))).ToList();

        Assert.Equal(texts.Count, contacts.Count);
        Assert.All(texts.Zip(contacts), pair => Assert.Contains(Shown(pair.First), pair.Second));
    }

    [Fact]
    public void Awkward_contacts_make_a_file_that_is_read()
    {
        var page = AwkwardContacts.Spoil(Encoding.UTF8.GetBytes(Page(AwkwardContacts.Create().Select(person => person.ToJsonString(Plain)))));

        Assert.NotEmpty(Read(Export(Strict.GetString(page))));
    }

    [Fact]
    public void A_contact_with_every_field_is_one_contact()
    {
        var person = EveryField.Create();

        Assert.Contains(Shown((string)person["names"]![0]!["displayName"]!), Assert.Single(Read(Export(Page([person.ToJsonString()])))));
    }

    [Fact]
    public void A_page_that_fails_midway_and_comes_again_shows_no_contact_twice()
    {
        string[] pages = [Page([Person("1"), Person("2")], next: "b"), Page([Person("3"), Person("4")], next: "c"), Page([Person("5")])];
        var file = new ArrayBufferWriter<byte>();
        using var formatter = Start();
        foreach (var page in pages)
        {
            foreach (var length in new[] { page.Length / 2, page.Length - 10, page.Length - 1 })
            {
                Assert.Throws<GoogleFaultException>(() => formatter.Take(Received(page[..length])));
                Assert.True(formatter.Piece.IsEmpty);
            }

            Keep(formatter, page, file);
        }

        AreSame(Export(pages), file.WrittenSpan.ToArray());
        Assert.Equal(5, Read(file.WrittenSpan.ToArray()).Count);
    }

    [Fact]
    public async Task A_download_that_is_broken_off_never_looks_whole()
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "5"));
        var token = await SignInToBreakAsync(world);

        // The connection may break before the client has seen the header as well.
        await Assert.ThrowsAnyAsync<HttpRequestException>(async () =>
        {
            using var reply = await world.GetAsync($"/download?format={Format.Name}", token);
            await reply.Content.ReadAsByteArrayAsync();
        });
    }

    [SkippableFact]
    public async Task Curl_reports_a_download_that_is_broken_off()
    {
        var curl = Tool.Require("curl");
        await using var world = await World.StartAsync(("PAGE_SIZE", "5"));
        var token = await SignInToBreakAsync(world);
        var (exit, _, _) = await Tool.RunAsync(curl, "-sS", "--fail-with-body", "-H", $"Authorization: Bearer {token}", "-o", "/dev/null", new Uri(world.Address, $"/download?format={Format.Name}").AbsoluteUri);

        Assert.NotEqual(0, exit);
        Assert.NotEmpty(world.Google.Requests.Connections);
    }

    internal string FormatName => Format.Name;

    /// <summary>All that the reader finds of one person in the file, for the table of what each format keeps.</summary>
    internal (string Format, string Text) Read(string person, ContactGroups labels) =>
        (Format.Name, string.Join('\n', Read(Export(Start(labels), [Page([person])])).SelectMany(values => values)));

    private protected byte[] Export(params IEnumerable<string> pages) => Export(Start(), pages);

    private static byte[] Export(PageFormatter formatting, IEnumerable<string> pages)
    {
        var file = new ArrayBufferWriter<byte>();
        using var formatter = formatting;
        foreach (var page in pages)
        {
            Keep(formatter, page, file);
        }

        return file.WrittenSpan.ToArray();
    }

    /// <summary>A person whose third page Google never gives.</summary>
    private async Task<string> SignInToBreakAsync(World world)
    {
        var pageSize = Format.PageSize ?? 5;
        var token = await world.SignInAsync(Account(world, contacts: (2 * pageSize) + 2));
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 2 * pageSize, Status = 400, Times = 1000 });
        return token;
    }

    private PageFormatter Start(ContactGroups? labels = null)
    {
        var context = Context();
        context.Labels = labels ?? ContactGroups.None;
        return new PageFormatter(Format, Format.Reads, context, ArrayPool<byte>.Shared);
    }

    private static void Keep(PageFormatter formatter, string page, ArrayBufferWriter<byte> file)
    {
        formatter.Take(Received(page));
        do
        {
            file.Write(formatter.Piece.Span);
        }
        while (formatter.TakeNextPiece());
    }

    private static string Name(int index) => $"Ada {index} \"the\" Countess, of; Lovelace";

    /// <summary>A contact that every format shows, with one telephone number.</summary>
    private static string Person(string name) =>
        $$$"""
        {"resourceName":"people/c1","names":[{"displayName":{{{JsonSerializer.Serialize(name)}}},"givenName":"Ada","metadata":{"primary":true}}],
        "emailAddresses":[{"value":"a@x.org"},{"value":"b\u0040x.org"}],"phoneNumbers":[{"value":"+39 1","type":"mobile","canonicalForm":"+391"}],
        "birthdays":[{"date":{"year":1815,"month":12,"day":10}}],"addresses":[{"type":"home","formattedValue":"Via Roma 1\n00100 Roma"}]}
        """;

    private static string Page(IEnumerable<string> people, string? next = null) =>
        $$"""{"connections":[{{string.Join(',', people)}}]{{(next is null ? "" : $",\"nextPageToken\":\"{next}\"")}}}""";
}
