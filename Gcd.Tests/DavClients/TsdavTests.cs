using System.Text.Json.Nodes;
using Gcd.Infrastructure.Sync;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.DavClients;

/// <summary>tsdav, the library that programs in JavaScript read address books with; see openapi/readers/carddav.js.</summary>
public sealed class TsdavTests
{
    [SkippableFact]
    public async Task It_reads_five_thousand_contacts_and_follows_what_changes()
    {
        const int Many = 5000;
        await using var world = await World.StartAsync();
        var account = world.NewAccount(Many);
        var token = await world.SignInAsync(account);
        world.Google.Requests.Reset();

        var first = await SyncAsync(world, token);
        Assert.Equal(new Uri(world.Address, "/dav/books/contacts/").AbsoluteUri, (string?)first["url"]);
        Assert.Equal($"Google Contacts ({account.Email})", (string?)first["displayName"]);
        Assert.NotEmpty((string)first["ctag"]!);
        Assert.NotEmpty((string)first["syncToken"]!);
        Assert.Equal(5, world.Google.Requests[GoogleOperation.Connections]);
        Assert.Equal(25, world.Google.Requests[GoogleOperation.BatchGet]);
        Assert.Equal(Many, CardsOf(first).Count);
        Assert.Equal(await CardsByUid.DownloadAsync(world.Client, token), CardsOf(first));

        world.Google.Requests.Reset();
        var unchanged = await SyncAsync(world, token);
        Assert.True(world.Google.Requests[GoogleOperation.Connections] <= 1);
        Assert.Equal(0, world.Google.Requests[GoogleOperation.BatchGet]);
        Assert.Equal(CardsOf(first), CardsOf(unchanged));

        AccountEdits.MakeEach(account);
        // Within half a minute, Gcd goes by what Google said last.
        world.Time.Shift += RecentChecks.Holds;
        var changed = await SyncAsync(world, token);
        Assert.NotEqual((string)unchanged["syncToken"]!, (string)changed["syncToken"]!);
        Assert.Equal(1, world.Google.Requests[GoogleOperation.BatchGet]);
        Assert.Equal(await CardsByUid.DownloadAsync(world.Client, token), CardsOf(changed));
    }

    [SkippableFact]
    public async Task It_reads_awkward_contacts_also_those_without_a_name()
    {
        await using var world = await World.StartAsync();
        var account = world.Google.Accounts.Add($"person-{Guid.NewGuid():N}@example.com", AwkwardContacts.Create());
        account.Spoil = AwkwardContacts.Spoil;
        var token = await world.SignInAsync(account);

        var book = await SyncAsync(world, token);

        Assert.Equal(account.ContactCount, CardsOf(book).Count);
        Assert.Equal(await CardsByUid.DownloadAsync(world.Client, token), CardsOf(book));
    }

    private static SortedDictionary<string, string> CardsOf(JsonObject book) =>
        CardsByUid.Of(book["objects"]!.AsArray().Select(card => (string)card!["data"]!));

    /// <summary>What the program has after it read everything, the first time, or what changed since.</summary>
    private static async Task<JsonObject> SyncAsync(World world, string token)
    {
        var file = Path.Combine(world.Folder, "book.json");
        await Npm.RunAsync("read:carddav", new Uri(world.Address, "/dav/").AbsoluteUri, token, file);
        return JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
    }
}
