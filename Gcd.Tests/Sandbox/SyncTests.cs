using System.Text.Json.Nodes;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Sandbox;

/// <summary>Sync tokens of the simulated Google (https://developers.google.com/people/v1/contacts#list_the_users_contacts_that_have_changed).</summary>
public sealed class SyncTests
{
    private const string Query = "?personFields=names,metadata&pageSize=10";

    [Fact]
    public async Task A_sync_token_comes_with_the_last_page_when_it_is_asked_for()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var token = await caller.AccessTokenAsync(caller.Google.Accounts.Add("a@example.com", contacts: 15));

        Assert.NotNull((await caller.ReadAsync(token, $"{Query}&requestSyncToken=true")).SyncToken);
        Assert.Null((await caller.ReadAsync(token, Query)).SyncToken);
    }

    [Fact]
    public async Task A_sync_gives_what_changed_and_a_token_for_the_next_one()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 15);
        var (token, sync) = await StartAsync(caller, account);
        Assert.Empty((await caller.ReadAsync(token, $"{Query}&syncToken={sync}")).People);

        account.Edit(3, person => person["names"]![0]!["displayName"] = "Changed");
        var added = account.AddContact(new JsonObject { ["names"] = new JsonArray(new JsonObject { ["displayName"] = "New" }) });
        account.Delete(5);
        var (people, next) = await caller.ReadAsync(token, $"{Query}&syncToken={sync}");

        Assert.Equal([account.NameOf(3), added, account.NameOf(5)], people.Select(Name));
        Assert.Equal(["Changed", "New", null], people.Select(DisplayName));
        Assert.Equal([false, false, true], people.Select(IsDeleted));
        Assert.Empty((await caller.ReadAsync(token, $"{Query}&syncToken={next}")).People);
        Assert.Equal(3, (await caller.ReadAsync(token, $"{Query}&syncToken={sync}")).People.Count);
    }

    [Fact]
    public async Task A_deleted_contact_has_its_names_and_metadata_and_nothing_else()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 3);
        var (token, sync) = await StartAsync(caller, account);
        account.Delete(1);
        var person = Assert.Single((await caller.ReadAsync(token, $"{Query}&syncToken={sync}")).People);

        Assert.Equal(["etag", "metadata", "resourceName"], person.Select(member => member.Key).Order());
        Assert.True(IsDeleted(person));
        Assert.Equal("CONTACT", (string)person["metadata"]!["sources"]![0]!["type"]!);
        Assert.Equal(404, (await caller.GetAsync(token, $"/v1/{account.NameOf(1)}?personFields=names")).Status);
        Assert.Equal(2, (await caller.ReadAsync(token, Query)).People.Count);
    }

    [Fact]
    public async Task Without_metadata_among_the_fields_nobody_learns_of_a_deletion()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 3);
        var token = await caller.AccessTokenAsync(account);
        const string NamesOnly = "?personFields=names";
        var sync = (await caller.ReadAsync(token, $"{NamesOnly}&requestSyncToken=true")).SyncToken;
        account.Delete(1);

        Assert.Equal(["resourceName", "etag"], Assert.Single((await caller.ReadAsync(token, $"{NamesOnly}&syncToken={sync}")).People).Select(member => member.Key));
    }

    [Fact]
    public async Task Of_two_merged_contacts_one_is_deleted_and_the_other_says_so()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", [new ContactBuilder("c1").Name("Ada").Phone("1").Build(), new ContactBuilder("c2").Name("A. L.").Phone("1").Phone("2").Build()]);
        var (token, sync) = await StartAsync(caller, account);
        account.Merge("people/c1", "people/c2");
        var people = (await caller.ReadAsync(token, $"{Query}&syncToken={sync}")).People;

        Assert.Equal(["people/c2", "people/c1"], people.Select(Name));
        Assert.Equal([true, false], people.Select(IsDeleted));
        Assert.Equal(["people/c2"], people[1]["metadata"]!["previousResourceNames"]!.AsArray().Select(name => (string)name!));
        var (_, whole, text) = await caller.ConnectionsAsync(token, "?personFields=names,phoneNumbers,metadata");
        Assert.Equal(["1", "2"], Assert.Single(whole["connections"]!.AsArray())!["phoneNumbers"]!.AsArray().Select(phone => (string)phone!["value"]!));
        Assert.DoesNotContain("previousResourceNames", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contact_that_is_linked_to_a_profile_keeps_its_contact_source_under_another_name()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", [new ContactBuilder("c255").Name("Ada").Build()]);
        var (token, sync) = await StartAsync(caller, account);
        var name = account.LinkToProfile("people/c255");
        var person = Assert.Single((await caller.ReadAsync(token, $"{Query}&syncToken={sync}")).People);

        Assert.Equal(name, Name(person));
        Assert.Equal("people/c255", (string)person["metadata"]!["previousResourceNames"]![0]!);
        Assert.Equal(["CONTACT ff", "PROFILE 118446744073709551615"], person["metadata"]!["sources"]!.AsArray().Select(source => $"{source!["type"]} {source["id"]}"));
    }

    [Fact]
    public async Task A_sync_of_many_changes_comes_in_pages_that_later_changes_do_not_touch()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 40);
        var (token, sync) = await StartAsync(caller, account);
        foreach (var index in Enumerable.Range(0, 25))
        {
            account.Edit(index, person => person["names"]![0]!["displayName"] = "First change");
        }

        var (_, first, _) = await caller.ConnectionsAsync(token, $"{Query}&syncToken={sync}");
        account.Edit(0, person => person["names"]![0]!["displayName"] = "Second change");
        account.Edit(24, person => person["names"]![0]!["displayName"] = "Second change");
        var (rest, next) = await caller.ReadAsync(token, $"{Query}&syncToken={sync}", (string)first["nextPageToken"]!);

        Assert.Null(first["nextSyncToken"]);
        Assert.Equal(10, first["connections"]!.AsArray().Count);
        Assert.Equal(Enumerable.Repeat("First change", 15), rest.Select(DisplayName));
        Assert.Equal([account.NameOf(0), account.NameOf(24)], (await caller.ReadAsync(token, $"{Query}&syncToken={next}")).People.Select(Name));
    }

    [Fact]
    public async Task What_changes_during_a_full_read_comes_with_the_next_sync()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 15);
        var token = await caller.AccessTokenAsync(account);
        var (_, first, _) = await caller.ConnectionsAsync(token, $"{Query}&requestSyncToken=true");
        account.Delete(2);
        var (_, last, _) = await caller.ConnectionsAsync(token, $"{Query}&requestSyncToken=true&pageToken={first["nextPageToken"]}");

        Assert.Equal(account.NameOf(2), Name(Assert.Single((await caller.ReadAsync(token, $"{Query}&syncToken={last["nextSyncToken"]}")).People)));
    }

    [Theory]
    [InlineData("?personFields=names,metadata,urls&pageSize=10")]
    [InlineData("?personFields=names,metadata&pageSize=11")]
    [InlineData("?personFields=names,metadata&pageSize=10&sources=READ_SOURCE_TYPE_CONTACT")]
    [InlineData("?personFields=names,metadata&pageSize=10&fields=connections,nextSyncToken")]
    public async Task A_sync_token_with_other_parameters_is_refused(string other)
    {
        await using var caller = await GoogleCaller.StartAsync();
        var (token, sync) = await StartAsync(caller, caller.Google.Accounts.Add("a@example.com", contacts: 3));
        var (status, body, _) = await caller.ConnectionsAsync(token, $"{other}&syncToken={sync}");

        Assert.Equal((400, "INVALID_ARGUMENT"), (status, (string)body["error"]!["status"]!));
        Assert.Null(body["error"]!["details"]);
    }

    [Fact]
    public async Task A_sync_token_of_another_account_is_refused()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var (_, sync) = await StartAsync(caller, caller.Google.Accounts.Add("a@example.com", contacts: 3));
        var (status, _, _) = await caller.ConnectionsAsync(await caller.AccessTokenAsync(caller.Google.Accounts.Add("b@example.com", contacts: 3)), $"{Query}&syncToken={sync}");
        Assert.Equal(400, status);
    }

    [Fact]
    public async Task A_sync_token_lives_seven_days_from_the_full_read_however_many_syncs_follow()
    {
        var time = new StandingTime();
        await using var caller = await GoogleCaller.StartAsync(new SimulatedGoogleOptions { Time = time });
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 3);
        account.AccessTokenLife = TimeSpan.FromDays(30);
        var (token, sync) = await StartAsync(caller, account);
        time.Advance(TimeSpan.FromDays(6));
        var (_, later) = await caller.ReadAsync(token, $"{Query}&syncToken={sync}");
        time.Advance(TimeSpan.FromDays(1));
        Assert.NotNull((await caller.ReadAsync(token, $"{Query}&syncToken={later}")).SyncToken);

        time.Advance(TimeSpan.FromSeconds(1));
        AssertExpired(400, await caller.ConnectionsAsync(token, $"{Query}&syncToken={later}"));
        caller.Google.ExpiredSyncTokenStatus = 410;
        AssertExpired(410, await caller.ConnectionsAsync(token, $"{Query}&syncToken={later}"));
    }

    [Fact]
    public async Task All_sync_tokens_of_an_account_can_expire_at_once()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 3);
        var (token, sync) = await StartAsync(caller, account);
        var (_, groups, _) = await caller.ContactGroupsAsync(token);
        account.ExpireSyncTokens();

        AssertExpired(400, await caller.ConnectionsAsync(token, $"{Query}&syncToken={sync}"));
        AssertExpired(400, await caller.ContactGroupsAsync(token, $"?syncToken={groups["nextSyncToken"]}"));
        var (_, next) = await caller.ReadAsync(token, $"{Query}&requestSyncToken=true");
        Assert.NotNull((await caller.ReadAsync(token, $"{Query}&syncToken={next}")).SyncToken);
    }

    [Fact]
    public async Task A_write_shows_at_once_in_other_reads_and_later_in_a_sync()
    {
        var time = new StandingTime();
        await using var caller = await GoogleCaller.StartAsync(new SimulatedGoogleOptions { Time = time });
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 3);
        account.PropagationDelay = TimeSpan.FromMinutes(3);
        var (token, sync) = await StartAsync(caller, account);
        account.Edit(0, person => person["names"]![0]!["displayName"] = "First");
        time.Advance(TimeSpan.FromMinutes(2));
        account.Edit(0, person => person["names"]![0]!["displayName"] = "Second");

        Assert.Equal("Second", DisplayName((await caller.GetAsync(token, $"/v1/{account.NameOf(0)}?personFields=names")).Body));
        Assert.Equal("Second", DisplayName((await caller.ReadAsync(token, Query)).People[^1]));
        var (none, afterNone) = await caller.ReadAsync(token, $"{Query}&syncToken={sync}");
        Assert.Empty(none);
        time.Advance(TimeSpan.FromMinutes(1));
        var (first, afterFirst) = await caller.ReadAsync(token, $"{Query}&syncToken={afterNone}");
        Assert.Equal("First", DisplayName(Assert.Single(first)));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("Second", DisplayName(Assert.Single((await caller.ReadAsync(token, $"{Query}&syncToken={afterFirst}")).People)));
    }

    private static async Task<(string Token, string Sync)> StartAsync(GoogleCaller caller, SimulatedAccount account)
    {
        var token = await caller.AccessTokenAsync(account);
        return (token, (await caller.ReadAsync(token, $"{Query}&requestSyncToken=true")).SyncToken!);
    }

    private static void AssertExpired(int status, (int Status, JsonObject Body, string Text) reply)
    {
        Assert.Equal(status, reply.Status);
        Assert.Equal("EXPIRED_SYNC_TOKEN", (string)reply.Body["error"]!["details"]![0]!["reason"]!);
    }

    private static string Name(JsonObject person) => (string)person["resourceName"]!;

    private static string? DisplayName(JsonObject person) => (string?)person["names"]?[0]!["displayName"];

    private static bool IsDeleted(JsonObject person) => (bool?)person["metadata"]?["deleted"] == true;
}
