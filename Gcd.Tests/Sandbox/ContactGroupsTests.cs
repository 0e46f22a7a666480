using System.Text.Json.Nodes;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;
using Gcd.Sandbox.People;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Sandbox;

/// <summary>The simulated Google's list of labels, against Google's own description of contactGroups.list.</summary>
public sealed class ContactGroupsTests
{
    private static readonly string[] OfGoogle = ["myContacts", "starred", "friends", "family", "coworkers", "chatBuddies", "all", "blocked"];

    [Fact]
    public async Task Own_labels_come_with_Googles_groups_and_an_empty_one_has_no_count()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", [Person("c1", "3f2a", "myContacts"), Person("c2", "3f2a"), Person("c3")]);
        account.Groups.Add(AccountGroup.Own("3f2a", "Work, \"old\" 👋"));
        account.Groups.Add(AccountGroup.Own("4b", "Nobody"));

        var (status, body, _) = await caller.ContactGroupsAsync(await caller.AccessTokenAsync(account));

        Assert.Equal(200, status);
        var groups = body["contactGroups"]!.AsArray().Select(group => group!.AsObject()).ToList();
        Assert.Equal(OfGoogle.Concat(["Work, \"old\" 👋", "Nobody"]), groups.Select(group => (string)group["name"]!));
        Assert.Equal(10, (int)body["totalItems"]!);
        Assert.Equal([1, null, null, null, null, null, null, null, 2, null], groups.Select(group => (int?)group["memberCount"]));
        Assert.All(groups[..8], group => Assert.Equal("SYSTEM_CONTACT_GROUP", (string)group["groupType"]!));
        Assert.All(groups[8..], group => Assert.Equal("USER_CONTACT_GROUP", (string)group["groupType"]!));
        Assert.Equal("contactGroups/3f2a", (string)groups[8]["resourceName"]!);
        Assert.Equal("Work, \"old\" 👋", (string)groups[8]["formattedName"]!);
        Assert.Equal("My Contacts", (string)groups[0]["formattedName"]!);
    }

    [Theory]
    [InlineData("groupFields=name", "resourceName,etag,name,formattedName")]
    [InlineData("groupFields=groupType,memberCount", "resourceName,etag,groupType,memberCount")]
    [InlineData("groupFields=", "resourceName,etag,metadata,groupType,name,formattedName,memberCount")]
    [InlineData("fields=contactGroups(resourceName,name)", "resourceName,name")]
    public async Task Only_the_fields_asked_for_come(string query, string expected)
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", [Person("c1", "3f2a")]);
        account.Groups.Add(AccountGroup.Own("3f2a", "Family"));

        var (_, body, _) = await caller.ContactGroupsAsync(await caller.AccessTokenAsync(account), $"?{query}");

        Assert.Equal(expected.Split(','), body["contactGroups"]!.AsArray()[^1]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task Thirty_come_at_a_time_unless_another_number_is_asked_for_and_each_comes_once()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 0);
        account.Groups.AddRange(Enumerable.Range(0, 40).Select(i => AccountGroup.Own($"{i:x4}", $"Label {i}")));
        var token = await caller.AccessTokenAsync(account);

        foreach (var (size, sizes) in new[] { ("", new[] { 30, 18 }), ("?pageSize=0", [30, 18]), ("?pageSize=1000", [48]), ("?pageSize=20", [20, 20, 8]) })
        {
            var pages = await PagesAsync(caller, token, size);
            Assert.Equal(sizes, pages.Select(page => page["contactGroups"]!.AsArray().Count));
            Assert.All(pages, page => Assert.Equal(48, (int)page["totalItems"]!));
            Assert.Equal(48, pages.SelectMany(page => page["contactGroups"]!.AsArray()).Select(group => (string)group!["resourceName"]!).Distinct().Count());
            Assert.All(pages, page => Assert.Equal(page == pages[^1], page["nextSyncToken"] is not null));
        }
    }

    [Theory]
    [InlineData("groupFields=nonsense")]
    [InlineData("groupFields=name,,memberCount")]
    [InlineData("groupFields=resourceName")]
    [InlineData("pageSize=1001")]
    [InlineData("pageSize=-1")]
    [InlineData("pageSize=ten")]
    [InlineData("pageToken=made-up")]
    [InlineData("syncToken=made-up")]
    [InlineData("fields=connections")]
    [InlineData("fields=contactGroups(names)")]
    [InlineData("personFields=names")]
    [InlineData("sortOrder=FIRST_NAME_ASCENDING")]
    public async Task A_request_against_the_description_is_refused(string query)
    {
        await using var caller = await GoogleCaller.StartAsync();
        var (status, body, _) = await caller.ContactGroupsAsync(await caller.AccessTokenAsync(caller.Google.Accounts.Add("a@example.com")), $"?{query}");

        Assert.Equal(400, status);
        Assert.Equal("INVALID_ARGUMENT", (string)body["error"]!["status"]!);
    }

    [Fact]
    public async Task Every_parameter_of_the_description_is_taken()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var token = await caller.AccessTokenAsync(caller.Google.Accounts.Add("a@example.com"));
        foreach (var parameter in PeopleTable.ContactGroupsParameters.Except(["pageToken", "syncToken"]))
        {
            var value = parameter switch { "pageSize" => "10", "fields" => "totalItems", "groupFields" => "name", _ => "x" };
            var (status, _, text) = await caller.ContactGroupsAsync(token, $"?{Uri.EscapeDataString(parameter)}={value}");
            Assert.True(status == 200, $"{parameter}: {text}");
        }
    }

    [Fact]
    public async Task A_page_token_with_other_parameters_is_refused()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var token = await caller.AccessTokenAsync(caller.Google.Accounts.Add("a@example.com"));
        var (_, first, _) = await caller.ContactGroupsAsync(token, "?pageSize=3");

        Assert.Equal(400, (await caller.ContactGroupsAsync(token, $"?pageSize=4&pageToken={first["nextPageToken"]}")).Status);
    }

    [Fact]
    public async Task A_sync_token_gives_what_was_changed_and_lives_seven_days()
    {
        var time = new ShiftedTime();
        await using var caller = await GoogleCaller.StartAsync(new SimulatedGoogleOptions { Time = time });
        var account = caller.Google.Accounts.Add("a@example.com");
        account.AccessTokenLife = TimeSpan.FromDays(30);
        var token = await caller.AccessTokenAsync(account);
        var (_, all, _) = await caller.ContactGroupsAsync(token);

        account.Groups.Add(AccountGroup.Own("5c", "New") with { UpdatedAt = time.GetUtcNow() });
        var (_, changed, _) = await caller.ContactGroupsAsync(token, $"?syncToken={all["nextSyncToken"]}");
        Assert.Equal("New", (string)Assert.Single(changed["contactGroups"]!.AsArray())!["name"]!);

        time.Shift = TimeSpan.FromDays(7.1);
        var (status, expired, _) = await caller.ContactGroupsAsync(token, $"?syncToken={all["nextSyncToken"]}");
        Assert.Equal((400, "EXPIRED_SYNC_TOKEN"), (status, Reason(expired)));
    }

    [Fact]
    public async Task A_label_can_be_renamed_and_its_contacts_stay_as_they_were()
    {
        var time = new StandingTime();
        await using var caller = await GoogleCaller.StartAsync(new SimulatedGoogleOptions { Time = time });
        var account = caller.Google.Accounts.Add("a@example.com", [Person("c1", "3f2a")]);
        account.Groups.Add(AccountGroup.Own("3f2a", "Family"));
        var token = await caller.AccessTokenAsync(account);
        const string Contacts = "?personFields=memberships,metadata";
        var (_, contacts) = await caller.ReadAsync(token, $"{Contacts}&requestSyncToken=true");
        var before = (await caller.ContactGroupsAsync(token)).Body["contactGroups"]!.AsArray()[^1]!;
        account.RenameGroup("contactGroups/3f2a", "Kin");
        var after = (await caller.ContactGroupsAsync(token)).Body["contactGroups"]!.AsArray()[^1]!;

        Assert.Equal(("Kin", "Kin"), ((string)after["name"]!, (string)after["formattedName"]!));
        Assert.Equal((string)before["resourceName"]!, (string)after["resourceName"]!);
        Assert.NotEqual((string)before["etag"]!, (string)after["etag"]!);
        Assert.Equal("2001-01-01T00:00:00.000000Z", (string)after["metadata"]!["updateTime"]!);
        Assert.Equal(1, (int)after["memberCount"]!);
        Assert.Empty((await caller.ReadAsync(token, $"{Contacts}&syncToken={contacts}")).People);
    }

    [Fact]
    public async Task Labels_need_a_token_with_the_contacts_scope()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com");
        Assert.Equal("CREDENTIALS_MISSING", Reason((await caller.ContactGroupsAsync(null)).Body));
        Assert.Equal("ACCESS_TOKEN_EXPIRED", Reason((await caller.ContactGroupsAsync("ya29.unknown")).Body));
        caller.Google.Faults.UntickContacts();
        Assert.Equal("ACCESS_TOKEN_SCOPE_INSUFFICIENT", Reason((await caller.ContactGroupsAsync(await caller.AccessTokenAsync(account))).Body));
    }

    [Fact]
    public async Task Faults_and_the_log_know_the_labels_by_themselves()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com");
        var token = await caller.AccessTokenAsync(account);
        caller.Google.Faults.Add(new Fault { Operation = GoogleOperation.ContactGroups, Account = account.Email, Status = 503 });

        Assert.Equal(200, (await caller.ConnectionsAsync(token, "?personFields=names")).Status);
        Assert.Equal(503, (await caller.ContactGroupsAsync(token)).Status);
        Assert.Equal(200, (await caller.ContactGroupsAsync(token, "?prettyPrint=false")).Status);
        Assert.Equal(2, caller.Google.Requests[GoogleOperation.ContactGroups]);
        Assert.Equal("false", caller.Google.Requests.ContactGroups.Last().Query["prettyPrint"]);
        Assert.Single(caller.Google.Requests.Connections);
    }

    private static async Task<List<JsonObject>> PagesAsync(GoogleCaller caller, string token, string query)
    {
        var pages = new List<JsonObject>();
        var next = query;
        do
        {
            pages.Add((await caller.ContactGroupsAsync(token, next)).Body);
            next = $"{(query.Length == 0 ? "?" : $"{query}&")}pageToken={pages[^1]["nextPageToken"]}";
        }
        while (pages[^1]["nextPageToken"] is not null);
        return pages;
    }

    private static JsonObject Person(string id, params IEnumerable<string> groups) =>
        groups.Aggregate(new ContactBuilder(id), (contact, group) => contact.Group(group)).Build();

    private static string Reason(JsonObject body) => (string)body["error"]!["details"]![0]!["reason"]!;
}
