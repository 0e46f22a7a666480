using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Download;

/// <summary>What Google announces, beside what it delivers.</summary>
public sealed class AnnouncedContactsTests
{
    private const string Counter = "gcd_short_address_books_total";

    [Theory]
    [InlineData(5, 0)]
    [InlineData(6, 1)]
    [InlineData(4, 0)]
    public async Task Fewer_contacts_than_announced_are_a_warning_and_counted_and_the_number_is_what_was_written(int announced, int warnings)
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "2"));
        using var reply = await DownloadAsync(world, announced);

        Assert.Equal(5, (int)(await reply.ReadJsonAsync())["total_contacts"]!);
        Assert.Equal(announced.ToString(CultureInfo.InvariantCulture), Assert.Single(reply.Headers.GetValues("Gcd-Contacts-Total")));
        Assert.Equal(warnings, world.Logs.Lines.Count(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("ShortAddressBook", StringComparison.Ordinal) && line.Contains("5 of 6", StringComparison.Ordinal)));
        Assert.Equal(warnings, (await Exposition.ReadAsync(world))[Counter]);
    }

    [Fact]
    public async Task A_negative_number_is_no_announcement()
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "2"));
        using var reply = await DownloadAsync(world, -5);

        Assert.False(reply.Headers.Contains("Gcd-Contacts-Total"));
        Assert.Equal(5, (int)(await reply.ReadJsonAsync())["total_contacts"]!);
        Assert.Equal(0, (await Exposition.ReadAsync(world))[Counter]);
    }

    private static async Task<HttpResponseMessage> DownloadAsync(World world, int announced)
    {
        var token = await world.SignInAsync(world.NewAccount(contacts: 5));
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Times = 100, Change = page => Announce(page, announced) });
        return await world.GetAsync("/download?format=json", token);
    }

    private static byte[] Announce(byte[] page, int announced)
    {
        var json = JsonNode.Parse(page)!;
        json["totalItems"] = announced;
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}
