using Gcd.Sandbox;
using Gcd.Tests.Fixtures;

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
    public async Task A_sync_token_comes_with_the_last_page_gives_what_was_deleted_and_lives_seven_days()
    {
        var time = new ShiftedTime();
        await using var caller = await GoogleCaller.StartAsync(new SimulatedGoogleOptions { Time = time });
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 15);
        account.AccessTokenLife = TimeSpan.FromDays(30);
        var token = await caller.AccessTokenAsync(account);
        const string Query = "?personFields=names&pageSize=10&requestSyncToken=true";
        var (_, first, _) = await caller.ConnectionsAsync(token, Query);
        Assert.Null(first["nextSyncToken"]);
        var (_, last, _) = await caller.ConnectionsAsync(token, $"{Query}&pageToken={first["nextPageToken"]}");
        var sync = (string)last["nextSyncToken"]!;

        account.Deleted.Add(3);
        account.Edition++;
        var (_, changed, _) = await caller.ConnectionsAsync(token, $"?personFields=names&syncToken={sync}");
        Assert.True((bool)changed["connections"]!.AsArray().Single()!["metadata"]!["deleted"]!);

        time.Shift = TimeSpan.FromDays(7.1);
        var (status, expired, _) = await caller.ConnectionsAsync(token, $"?personFields=names&syncToken={sync}");
        Assert.Equal(400, status);
        Assert.Equal("EXPIRED_SYNC_TOKEN", (string)expired["error"]!["details"]![0]!["reason"]!);
    }

    [Fact]
    public async Task An_unknown_route_answers_501_and_is_remembered()
    {
        await using var caller = await GoogleCaller.StartAsync();
        using var reply = await caller.Client.GetAsync("/v1/otherContacts?pageSize=3");
        Assert.Equal(501, (int)reply.StatusCode);
        Assert.Equal("GET /v1/otherContacts?pageSize=3", Assert.Single(caller.Google.Requests.Unknown));
    }
}
