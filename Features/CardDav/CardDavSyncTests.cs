using System.Net;
using Gcd.Infrastructure.Sync;
using Gcd.Sandbox;
using Gcd.Tests.Fixtures;
using static Gcd.Features.CardDav.DavForTests;

namespace Gcd.Features.CardDav;

/// <summary>How a client follows the address book.</summary>
public sealed class CardDavSyncTests
{
    [Fact]
    public async Task A_client_that_asks_for_the_state_first_and_reads_then_costs_one_read()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 1200);
        var token = await world.SignInAsync(account);
        world.Google.Requests.Reset();

        var first = (await world.MultiStatusAsync("PROPFIND", Book, token, Propfind("s:getctag", "d:sync-token"), "0"))[Book];
        Assert.Equal(0, world.Google.Requests[GoogleOperation.Connections]);
        var all = await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null));
        Assert.Equal(1200, all.ETags.Count);
        Assert.Equal(first.Found(DavName.SyncToken)!.Value, all.SyncToken);
        Assert.Equal(2, world.Google.Requests[GoogleOperation.Connections]);

        var again = (await world.MultiStatusAsync("PROPFIND", Book, token, Propfind("s:getctag", "d:sync-token"), "0"))[Book];
        Assert.Equal(first.Found(DavName.SyncToken)!.Value, again.Found(DavName.SyncToken)!.Value);
        Assert.Equal(first.Found(DavName.GetCTag)!.Value, again.Found(DavName.GetCTag)!.Value);
        Assert.Equal(3, world.Google.Requests[GoogleOperation.Connections]);
    }

    [Fact]
    public async Task A_second_sync_without_changes_costs_one_call_and_a_client_that_syncs_all_the_time_about_a_dozen_a_minute()
    {
        await using var world = await World.StartAsync();
        world.Time.StandStill();
        var token = await world.SignInAsync(world.NewAccount(contacts: 30));
        var all = await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null));
        world.Google.Requests.Reset();
        for (var i = 0; i < RecentChecks.AskedFreely + 20; i++)
        {
            var none = await world.MultiStatusAsync("REPORT", Book, token, Sync(all.SyncToken));
            Assert.Empty(none.Answers);
            Assert.Equal(all.SyncToken, none.SyncToken);
        }

        Assert.Equal(RecentChecks.AskedFreely, world.Google.Requests[GoogleOperation.Connections]);
        world.Time.Shift += RecentChecks.Holds;
        await world.MultiStatusAsync("REPORT", Book, token, Sync(all.SyncToken));
        Assert.Equal(RecentChecks.AskedFreely + 1, world.Google.Requests[GoogleOperation.Connections]);
    }

    [Fact]
    public async Task Changes_deletions_and_merged_contacts_come_once_and_the_state_moves_on()
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "2"));
        var account = world.NewAccount(contacts: 9);
        var token = await world.SignInAsync(account);
        var all = await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null));
        account.Edit(0, person => person["names"]![0]!["displayName"] = "Somebody Else");
        account.Delete(1);
        account.Merge(account.NameOf(2), account.NameOf(3));
        var added = account.AddContact(new() { ["names"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["displayName"] = "New" }) });

        var changed = await world.MultiStatusAsync("REPORT", Book, token, Sync(all.SyncToken));
        Assert.NotEqual(all.SyncToken, changed.SyncToken);
        Assert.Equal(
            new[] { Href(account.NameOf(0)), Href(account.NameOf(2)), Href(added) }.Order(StringComparer.Ordinal),
            changed.ETags.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new[] { Href(account.NameOf(1)), Href(account.NameOf(3)) }.Order(StringComparer.Ordinal), changed.Gone.Order(StringComparer.Ordinal));
        Assert.NotEqual(all.ETags[Href(account.NameOf(0))], changed.ETags[Href(account.NameOf(0))]);

        Assert.Empty((await world.MultiStatusAsync("REPORT", Book, token, Sync(changed.SyncToken))).Answers);
        var ctag = (await world.MultiStatusAsync("PROPFIND", Book, token, Propfind("d:sync-token"), "0"))[Book].Found(DavName.SyncToken)!.Value;
        Assert.Equal(changed.SyncToken, ctag);

        // A client that was away sees the same from its own state on, and comes to the same.
        var late = await world.MultiStatusAsync("REPORT", Book, token, Sync(all.SyncToken));
        Assert.Equal(changed.ETags.Count, late.ETags.Count);
        Assert.Empty((await world.MultiStatusAsync("REPORT", Book, token, Sync(late.SyncToken))).Answers);
    }

    [Fact]
    public async Task Two_clients_share_the_state_and_neither_goes_round_in_circles()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 5);
        var token = await world.SignInAsync(account);
        var one = await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null));
        var other = await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null));
        for (var round = 0; round < 3; round++)
        {
            account.Edit(round, person => person["names"]![0]!["displayName"] = $"Round {round}");
            one = await world.MultiStatusAsync("REPORT", Book, token, Sync(one.SyncToken));
            Assert.Single(one.ETags);
            other = await world.MultiStatusAsync("REPORT", Book, token, Sync(other.SyncToken));
            Assert.Single(other.ETags);
        }

        for (var i = 0; i < 2; i++)
        {
            one = await world.MultiStatusAsync("REPORT", Book, token, Sync(one.SyncToken));
            other = await world.MultiStatusAsync("REPORT", Book, token, Sync(other.SyncToken));
        }

        var state = (await world.MultiStatusAsync("PROPFIND", Book, token, Propfind("d:sync-token"), "0"))[Book].Found(DavName.SyncToken)!.Value;
        Assert.Equal(state, one.SyncToken);
        Assert.Equal(state, other.SyncToken);
    }

    [Theory]
    [InlineData("days")]
    [InlineData("google")]
    [InlineData("page")]
    [InlineData("unknown")]
    [InlineData("nonsense")]
    [InlineData("person")]
    public async Task A_sync_token_that_means_nothing_any_more_is_400_with_the_standards_condition(string reason)
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 4);
        var token = await world.SignInAsync(account);
        var syncToken = (await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null))).SyncToken!;
        switch (reason)
        {
            case "days":
                world.Time.Shift = world.GoogleTime.Shift = TimeSpan.FromDays(7.1);
                break;
            case "google":
                account.ExpireSyncTokens();
                break;
            case "page":
                await world.RestartAsync(("PAGE_SIZE", "17"));
                break;
            case "unknown":
                syncToken = syncToken[..^3] + "abc";
                break;
            case "nonsense":
                syncToken = "http://example.com/&lt;&amp;";
                break;
            default:
                token = await world.SignInAsync(world.NewAccount());
                break;
        }

        using var reply = await world.DavAsync("REPORT", Book, token, Sync(syncToken));
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Contains("<d:valid-sync-token", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotNull((await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null))).SyncToken);
    }
}
