using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;

namespace Gcd.Tests.Sandbox;

public sealed class PagingTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(7, 40)]
    [InlineData(1000, 2500)]
    public async Task All_contacts_come_exactly_once_and_the_page_token_behind_them(int pageSize, int contacts)
    {
        await using var caller = await GoogleCaller.StartAsync();
        var token = await caller.AccessTokenAsync(caller.Google.Accounts.Add("a@example.com", contacts));
        var names = new List<string>();
        var page = string.Empty;
        do
        {
            var (_, body, text) = await caller.ConnectionsAsync(token, $"?personFields=names&pageSize={pageSize}{page}");
            names.AddRange(body["connections"]!.AsArray().Select(person => (string)person!["resourceName"]!));
            Assert.Equal(contacts, (int)body["totalItems"]!);
            Assert.True(!text.Contains("nextPageToken", StringComparison.Ordinal) || text.IndexOf("nextPageToken", StringComparison.Ordinal) > text.LastIndexOf("resourceName", StringComparison.Ordinal));
            page = body["nextPageToken"] is { } next ? $"&pageToken={next}" : string.Empty;
        }
        while (page.Length > 0);
        Assert.Equal(contacts, names.Distinct().Count());
        Assert.Equal(contacts, names.Count);
    }

    [Fact]
    public async Task A_page_token_with_other_parameters_is_refused()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var token = await caller.AccessTokenAsync(caller.Google.Accounts.Add("a@example.com", contacts: 30));
        var (_, first, _) = await caller.ConnectionsAsync(token, "?personFields=names&pageSize=10");
        var (status, _, _) = await caller.ConnectionsAsync(token, $"?personFields=names,urls&pageSize=10&pageToken={first["nextPageToken"]}");
        Assert.Equal(400, status);
    }

    [Fact]
    public async Task Keys_of_an_empty_list_are_absent()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var (_, body, _) = await caller.ConnectionsAsync(await caller.AccessTokenAsync(caller.Google.Accounts.Add("a@example.com", contacts: 0)), "?personFields=names");
        Assert.Empty(body);
    }

    [Theory]
    [InlineData("connections/resourceName", "[{\"resourceName\"}]")]
    [InlineData("connections(resourceName,names(displayName,metadata/primary)),totalItems", "names")]
    [InlineData("connections/names/*", "names")]
    [InlineData("*", "totalPeople")]
    public async Task The_fields_mask_cuts_the_reply(string mask, string expected)
    {
        await using var caller = await GoogleCaller.StartAsync();
        var token = await caller.AccessTokenAsync(caller.Google.Accounts.Add("a@example.com", contacts: 1));
        var (status, body, text) = await caller.ConnectionsAsync(token, $"?personFields=names,emailAddresses&prettyPrint=false&fields={Uri.EscapeDataString(mask)}");
        Assert.Equal(200, status);
        Assert.Equal(mask == "*", text.Contains("emailAddresses", StringComparison.Ordinal));
        Assert.Equal(mask != "*" && !mask.EndsWith("/*", StringComparison.Ordinal), !text.Contains("\"source\"", StringComparison.Ordinal));
        Assert.True(expected[0] == '[' ? body["connections"]![0]!.AsObject().Single().Key == "resourceName" : text.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_path_that_goes_on_below_a_plain_value_selects_nothing_of_it()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var token = await caller.AccessTokenAsync(caller.Google.Accounts.Add("a@example.com", contacts: 1));
        var (_, _, text) = await caller.ConnectionsAsync(token, "?personFields=names&fields=connections/*/displayName");
        Assert.Contains("displayName", text, StringComparison.Ordinal);
        Assert.DoesNotContain("resourceName", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_token_of_another_account_is_refused()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var (_, first, _) = await caller.ConnectionsAsync(await caller.AccessTokenAsync(caller.Google.Accounts.Add("a@example.com", contacts: 30)), "?personFields=names&pageSize=10");
        var (status, _, _) = await caller.ConnectionsAsync(await caller.AccessTokenAsync(caller.Google.Accounts.Add("b@example.com", contacts: 30)), $"?personFields=names&pageSize=10&pageToken={first["nextPageToken"]}");
        Assert.Equal(400, status);
    }

    [Fact]
    public async Task A_list_that_changes_while_it_is_read_leaves_nobody_out_who_stays()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 30);
        var token = await caller.AccessTokenAsync(account);
        const string Query = "?personFields=names&pageSize=10";
        var (_, first, _) = await caller.ConnectionsAsync(token, Query);
        account.Edit(3, person => person["nicknames"] = Nickname());
        account.Edit(15, person => person["nicknames"] = Nickname());
        account.Delete(4);
        account.Delete(16);
        var added = account.AddContact(new ContactBuilder("c77").Name("New").Build());
        var (_, second, _) = await caller.ConnectionsAsync(token, $"{Query}&pageToken={first["nextPageToken"]}");
        var (_, third, _) = await caller.ConnectionsAsync(token, $"{Query}&pageToken={second["nextPageToken"]}");
        var (_, last, _) = await caller.ConnectionsAsync(token, $"{Query}&pageToken={third["nextPageToken"]}");

        var names = new[] { first, second, third, last }.SelectMany(page => page["connections"]!.AsArray()).Select(person => (string)person!["resourceName"]!).ToList();
        Assert.Null(last["nextPageToken"]);
        Assert.Equal(Enumerable.Range(0, 30).Except([4, 16]).Select(account.NameOf).Append(added).Order(), names.Distinct().Except([account.NameOf(4)]).Order());
        Assert.Equal([account.NameOf(3), account.NameOf(15), added], names[^3..]);
        Assert.Equal(29, (int)last["totalItems"]!);
    }

    [Fact]
    public async Task A_page_is_never_answered_from_memory_of_before_a_write()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var first = caller.Google.Accounts.Add("a@example.com", contacts: 2);
        var second = caller.Google.Accounts.Add("b@example.com", contacts: 2);
        var third = caller.Google.Accounts.Add("c@example.com", contacts: 2);
        second.PagesOf = third.PagesOf = first.Sub;
        var tokens = new[] { await caller.AccessTokenAsync(first), await caller.AccessTokenAsync(second), await caller.AccessTokenAsync(third) };
        const string Query = "?personFields=nicknames";
        var (_, _, before) = await caller.ConnectionsAsync(tokens[0], Query);
        second.Edit(0, person => person["nicknames"] = Nickname());
        third.Delete(0);

        Assert.Equal(before, (await caller.ConnectionsAsync(tokens[0], Query)).Text);
        Assert.Contains("Changed", (await caller.ConnectionsAsync(tokens[1], Query)).Text, StringComparison.Ordinal);
        Assert.Single((await caller.ConnectionsAsync(tokens[2], Query)).Body["connections"]!.AsArray());
    }

    [Fact]
    public async Task An_unknown_route_answers_501_and_is_remembered()
    {
        await using var caller = await GoogleCaller.StartAsync();
        using var reply = await caller.Client.GetAsync("/v1/otherContacts?pageSize=3");
        Assert.Equal(501, (int)reply.StatusCode);
        Assert.Equal("GET /v1/otherContacts?pageSize=3", Assert.Single(caller.Google.Requests.Unknown));
    }

    private static JsonArray Nickname() => [new JsonObject { ["value"] = "Changed" }];
}
