using System.Net;
using System.Text.Json.Nodes;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Changes;

/// <summary>GET /changes: everything, and then what changed.</summary>
public sealed class ChangesTests
{
    private static readonly string[] Kinds = ["edit", "add", "delete", "merge"];

    [Theory]
    [InlineData("json", "Resource Name")]
    [InlineData("people", "resourceName")]
    [InlineData("jscontact", null)]
    public async Task Without_a_cursor_everything_comes_and_then_nothing(string format, string? name)
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "3"));
        var account = world.NewAccount(contacts: 10);
        var token = await world.SignInAsync(account);

        var all = await world.ChangesAsync(token, $"format={format}");
        Assert.Equal(account.Email, (string?)all["user_email"]);
        Assert.Equal(10, all["contacts"]!.AsArray().Count);
        Assert.Empty(all["deleted"]!.AsArray());
        Assert.True((bool)all["is_complete"]!);
        if (name is not null)
        {
            Assert.Equal(Enumerable.Range(0, 10).Select(account.NameOf), all["contacts"]!.AsArray().Select(contact => (string)contact![name]!));
        }

        world.Google.Requests.Reset();
        var none = await world.ChangesAsync(token, $"format={format}&cursor={all["cursor"]}");
        Assert.Empty(none["contacts"]!.AsArray());
        Assert.Empty(none["deleted"]!.AsArray());
        Assert.False((bool)none["is_complete"]!);
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Connections]);
    }

    [Fact]
    public async Task What_was_added_edited_deleted_and_merged_comes_once_and_a_copy_that_follows_is_equal_to_the_book()
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "2"));
        var account = world.NewAccount(contacts: 12);
        var token = await world.SignInAsync(account);
        var copy = new Dictionary<string, string>();
        var cursor = Apply(copy, await world.ChangesAsync(token, "format=json"));
        var random = new Random(7);
        for (var round = 0; round < 8; round++)
        {
            foreach (var change in Kinds.Where(_ => random.Next(2) == 0))
            {
                Do(account, change, [.. copy.Keys], random, round);
                // What the copy knows of must not be deleted twice.
                cursor = Apply(copy, await world.ChangesAsync(token, $"format=json&cursor={cursor}"));
            }

            var whole = new Dictionary<string, string>();
            Apply(whole, await world.ChangesAsync(token, "format=json"));
            Assert.Equal(whole.OrderBy(pair => pair.Key, StringComparer.Ordinal), copy.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_merged_contact_counts_under_its_new_name_and_its_old_ones_as_deleted()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 4);
        var token = await world.SignInAsync(account);
        var cursor = (string)(await world.ChangesAsync(token, "format=people"))["cursor"]!;
        account.Merge(account.NameOf(0), account.NameOf(1));

        var changes = await world.ChangesAsync(token, $"format=people&cursor={cursor}");
        Assert.Equal([account.NameOf(0)], changes["contacts"]!.AsArray().Select(contact => (string)contact!["resourceName"]!));
        Assert.Equal([account.NameOf(1)], changes["deleted"]!.AsArray().Select(name => (string)name!));
    }

    [Fact]
    public async Task A_contact_that_loses_the_label_or_what_it_must_have_counts_as_deleted()
    {
        await using var world = await World.StartAsync();
        var account = world.AddLabelled();
        var token = await world.SignInAsync(account);
        var labelled = await world.ChangesAsync(token, "label=Family");
        var phones = await world.ChangesAsync(token, "has=phone");
        var name = (string)labelled["contacts"]![0]!["Resource Name"]!;
        Assert.True(labelled["contacts"]!.AsArray().Count < account.ContactCount);

        account.Edit(name, person => { person.Remove("memberships"); person.Remove("phoneNumbers"); });

        var lost = await world.ChangesAsync(token, $"label=Family&cursor={labelled["cursor"]}");
        Assert.Empty(lost["contacts"]!.AsArray());
        Assert.Equal([name], lost["deleted"]!.AsArray().Select(deleted => (string)deleted!));
        Assert.Equal([name], (await world.ChangesAsync(token, $"has=phone&cursor={phones["cursor"]}"))["deleted"]!.AsArray().Select(deleted => (string)deleted!));
    }

    [Fact]
    public async Task A_token_with_limits_sees_changes_of_what_it_opens_and_nothing_else()
    {
        await using var world = await World.StartAsync();
        var account = world.AddLabelled();
        var token = await world.SignInAsync(account);
        var limited = await world.MakeTokenAsync(token, """{"name":"limited","rights":{"formats":["json"],"labels":["Family"]}}""");
        var all = await world.ChangesAsync(token, "format=json");
        var some = await world.ChangesAsync(limited, "format=json");
        Assert.True(some["contacts"]!.AsArray().Count < all["contacts"]!.AsArray().Count);

        using var foreign = await world.GetAsync($"/changes?format=json&cursor={all["cursor"]}", limited);
        await foreign.AssertProblemAsync(HttpStatusCode.BadRequest, "The cursor is none of this list");
        using var people = await world.GetAsync("/changes?format=people", limited);
        Assert.Equal(HttpStatusCode.Forbidden, people.StatusCode);

        // Somebody outside the label: that there was a change is all that the limited token is told.
        var outside = all["contacts"]!.AsArray().Select(contact => (string)contact!["Resource Name"]!).Except(some["contacts"]!.AsArray().Select(contact => (string)contact!["Resource Name"]!)).First();
        account.Edit(outside, person => person["nicknames"] = new JsonArray(new JsonObject { ["value"] = "Secret" }));
        var seen = await world.ChangesAsync(limited, $"format=json&cursor={some["cursor"]}");
        Assert.Empty(seen["contacts"]!.AsArray());
        Assert.DoesNotContain("Secret", seen.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_changes_that_failed_once_names_nobody_twice()
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "2"));
        var account = world.NewAccount(contacts: 9);
        var token = await world.SignInAsync(account);
        var cursor = (string)(await world.ChangesAsync(token, "format=json"))["cursor"]!;
        for (var i = 0; i < 6; i++)
        {
            account.Delete(i);
        }

        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, EndAfter = 150, Times = 1 });
        var deleted = (await world.ChangesAsync(token, $"cursor={cursor}"))["deleted"]!.AsArray().Select(name => (string)name!).ToList();
        Assert.Equal(Enumerable.Range(0, 6).Select(account.NameOf).Order(StringComparer.Ordinal), deleted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Where_metadata_is_not_read_nobody_can_tell_changes()
    {
        await using var world = await World.StartAsync(("PERSON_FIELDS", "names"));
        using var refused = await world.GetAsync("/changes", await world.SignInAsync(world.NewAccount()));
        await refused.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "This service cannot tell what changed");
    }

    [Fact]
    public async Task Nothing_of_it_is_stored()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        await world.ChangesAsync(token, "format=json");
        var states = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Infrastructure.Tokens.ISyncStateStore>(world.Services);
        Assert.Empty(await states.ReadAsync(account.Sub, default));
    }

    /// <summary>As the documentation tells a caller to keep a copy.</summary>
    private static string Apply(Dictionary<string, string> copy, JsonNode changes)
    {
        foreach (var gone in changes["deleted"]!.AsArray())
        {
            copy.Remove((string)gone!);
        }

        foreach (var contact in changes["contacts"]!.AsArray())
        {
            copy[(string)contact!["Resource Name"]!] = contact.ToJsonString();
        }

        return (string)changes["cursor"]!;
    }

    private static void Do(SimulatedAccount account, string change, List<string> known, Random random, int round)
    {
        var one = known[random.Next(known.Count)];
        var other = known[random.Next(known.Count)];
        switch (change)
        {
            case "edit":
                account.Edit(one, person => person["nicknames"] = new JsonArray(new JsonObject { ["value"] = $"Edited {round}" }));
                break;
            case "add":
                account.AddContact(new JsonObject { ["names"] = new JsonArray(new JsonObject { ["displayName"] = $"New {round}" }) });
                break;
            case "delete" when known.Count > 2:
                account.Delete(one);
                break;
            case "merge" when one != other:
                account.Merge(one, other);
                break;
        }
    }
}
