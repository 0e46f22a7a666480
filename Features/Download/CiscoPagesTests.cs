using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using Microsoft.AspNetCore.WebUtilities;

namespace Gcd.Features.Download;

/// <summary>A Cisco phone goes through the address book page by page, each by the address that the one before gave it.</summary>
public sealed class CiscoPagesTests
{
    private const int MostEntries = 32;

    // Some have no number, one has more than a page holds, and for longer than two of Google's pages nobody has any.
    private static readonly int[] Mixed = [.. Enumerable.Range(0, 250).Select(i => i == 100 ? 40 : i % 7), .. new int[230], 3, 1, 0, 2, 31, 2, 30, 0];

    public static TheoryData<string, int[]> Books { get; } = new()
    {
        { "", Mixed },
        { "&has=phone", Mixed },
        { "&has=phone&has=email", Mixed },
        { "&label=Family", Mixed },
        { "", [.. Enumerable.Repeat(1, 64)] },
        { "", [.. Enumerable.Repeat(1, 200)] },
        { "", [0, 0] },
        { "", [] },
    };

    [Theory]
    [MemberData(nameof(Books))]
    public async Task All_pages_together_hold_every_number_once_and_in_order(string filter, int[] numbers)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(NewAccount(world, numbers));
        var pages = await WalkAsync(world, token, $"/download?format=cisco{filter}");

        Assert.Equal(numbers.SelectMany((count, i) => NumbersOf(i, count)), pages.SelectMany(page => page));
        Assert.All(pages, page => Assert.InRange(page.Count, 0, MostEntries));
        // Only an address book of nobody has an empty page.
        Assert.True(pages.Count == 1 || pages.All(page => page.Count > 0));
        var pagesOfContacts = pages.SelectMany((page, place) => page.Select(number => (Contact: number[..4], place)).Distinct());
        Assert.Equal(numbers.Count(count => count > 0), pagesOfContacts.Count());
    }

    [Fact]
    public async Task A_page_costs_at_most_two_calls_of_Googles_list_where_everybody_has_a_number()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(NewAccount(world, [.. Enumerable.Range(0, 1000).Select(i => 1 + (i % 3))]));
        var address = "/download?format=cisco";
        var pages = 0;
        for (; address is not null; pages++)
        {
            world.Google.Requests.Reset();
            address = Next(await GetAsync(world, token, address));
            Assert.InRange(world.Google.Requests.Connections.Count, 1, 2);
            Assert.All(world.Google.Requests.Connections, call => Assert.Equal("100", call.Query["pageSize"]));
        }

        Assert.InRange(pages, 2000 / MostEntries, 70);
    }

    [Fact]
    public async Task A_page_of_Googles_that_breaks_and_is_asked_again_changes_nothing()
    {
        int[] numbers = [.. new int[90], .. Enumerable.Repeat(2, 60)];
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(NewAccount(world, numbers));
        foreach (var start in (int[])[0, 100])
        {
            world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = start, EndAfter = 2000 });
        }

        Assert.Equal(numbers.SelectMany((count, i) => NumbersOf(i, count)), (await WalkAsync(world, token, "/download?format=cisco")).SelectMany(page => page));
    }

    [Fact]
    public async Task The_address_is_Gcds_own_with_the_filter_and_without_Googles_token()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(NewAccount(world, [.. Enumerable.Repeat(1, 300)]));
        var address = "/download?format=cisco&has=phone&label=Family";
        for (var page = 0; page < 5; page++)
        {
            var next = new Uri(Url(await GetAsync(world, token, address))!);
            Assert.Equal(new Uri(world.Address, "/download"), new Uri(next.GetLeftPart(UriPartial.Path)));
            var query = QueryHelpers.ParseQuery(next.Query);
            Assert.Equal(["format", "has", "label", "page"], query.Keys.Order());
            Assert.Equal(("cisco", "phone", "Family"), ((string)query["format"]!, (string)query["has"]!, (string)query["label"]!));
            Assert.DoesNotContain(world.Google.Requests.Connections, call => call.Query.GetValueOrDefault("pageToken") is { } ofGoogle && next.Query.Contains(ofGoogle, StringComparison.Ordinal));
            address = next.PathAndQuery;
        }
    }

    [Fact]
    public async Task A_page_that_was_changed_or_cut_or_is_of_another_person_or_format_is_400()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(NewAccount(world, [.. Enumerable.Repeat(1, 40)]));
        var other = await world.SignInAsync(NewAccount(world, [.. Enumerable.Repeat(1, 40)]));
        var address = Next(await GetAsync(world, token, "/download?format=cisco"))!;
        var page = (string)QueryHelpers.ParseQuery(new Uri(world.Address, address).Query)["page"]!;
        world.Google.Requests.Reset();
        (string Token, string Query)[] wrong =
        [
            .. Enumerable.Range(0, page.Length - 1).Where(i => i % 9 == 0).Select(i => (token, $"cisco&page={page[..i]}{(page[i] == 'A' ? 'B' : 'A')}{page[(i + 1)..]}")),
            (token, $"cisco&page={page[..^4]}"),
            (token, $"cisco&page={page}AAAA"),
            (token, $"cisco&page={page[4..]}"),
            (token, "cisco&page=nonsense"),
            (token, "cisco&page=%20"),
            (token, $"cisco&page={page}&page={page}"),
            (token, $"cisco&page={new string('A', 5000)}"),
            (other, $"cisco&page={page}"),
            (token, $"csv&page={page}"),
            (token, $"yealink&page={page}"),
            (token, $"cisco&has=phone&page={page}"),
        ];
        foreach (var (who, query) in wrong)
        {
            using var reply = await world.GetAsync($"/download?format={query}", who);
            await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "The page is none of this list");
        }

        Assert.Empty(world.Google.Requests.Connections);
        Assert.Equal(8, (await GetAsync(world, token, address)).Elements("DirectoryEntry").Count());
    }

    private static async Task<List<List<string>>> WalkAsync(World world, string token, string? address)
    {
        var pages = new List<List<string>>();
        while (address is not null)
        {
            var page = await GetAsync(world, token, address);
            pages.Add([.. page.Elements("DirectoryEntry").Select(entry => entry.Element("Telephone")!.Value)]);
            address = Next(page);
        }

        return pages;
    }

    private static async Task<XElement> GetAsync(World world, string token, string address)
    {
        using var reply = await world.GetAsync(address, token);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("text/xml; charset=utf-8", reply.Content.Headers.ContentType!.ToString());
        return XElement.Parse(await reply.Content.ReadAsStringAsync());
    }

    private static string? Next(XElement page) => Url(page) is { } address ? new Uri(address).PathAndQuery : null;

    private static string? Url(XElement page) => page.Elements("SoftKeyItem").SingleOrDefault(key => key.Element("Name")!.Value == "Next")?.Element("URL")!.Value;

    /// <summary>An account of people with so many numbers each, all of them in the label Family.</summary>
    private static SimulatedAccount NewAccount(World world, int[] numbers)
    {
        var account = world.Google.Accounts.Add($"person-{Guid.NewGuid():N}@example.com", [.. numbers.Select(Person)]);
        account.Groups.Add(AccountGroup.Own("3f2a", "Family"));
        return account;
    }

    private static JsonObject Person(int count, int index)
    {
        var person = new ContactBuilder($"c{index}").Name($"Person {index}").Email($"p{index}@example.com").Group("3f2a");
        foreach (var number in NumbersOf(index, count, most: count))
        {
            person.Phone(number, "home");
        }

        return person.Build();
    }

    private static IEnumerable<string> NumbersOf(int index, int count) => NumbersOf(index, count, MostEntries);

    private static IEnumerable<string> NumbersOf(int index, int count, int most) =>
        Enumerable.Range(0, Math.Min(count, most)).Select(number => string.Create(CultureInfo.InvariantCulture, $"{index:0000}{number:00}"));
}
