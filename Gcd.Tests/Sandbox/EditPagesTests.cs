using System.Net;
using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;

namespace Gcd.Tests.Sandbox;

/// <summary>/contacts of the simulated Google, where a person or curl changes address books.</summary>
public sealed class EditPagesTests
{
    private const string Fields = "?personFields=names,phoneNumbers,birthdays,emailAddresses,metadata";

    [Fact]
    public async Task The_pages_lead_from_the_accounts_to_a_contact_and_have_no_script()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", [new ContactBuilder("c1").Name("Ada Lovelace").Phone("+44 1").Birthday(0, 12, 10).Build()]);
        var (_, accounts) = await GetAsync(caller, "/contacts");
        var (_, list) = await GetAsync(caller, "/contacts/a%40example.com");
        var (_, contact) = await GetAsync(caller, "/contacts/a%40example.com/c1");

        Assert.Contains("href=\"/contacts/a%40example.com\">a@example.com</a> (1 contacts)", accounts, StringComparison.Ordinal);
        Assert.Contains("href=\"/contacts/a%40example.com/c1\"><bdi>Ada Lovelace</bdi>", list, StringComparison.Ordinal);
        Assert.Contains("value=\"+44 1\"", WebUtility.HtmlDecode(contact), StringComparison.Ordinal);
        Assert.Contains("value=\"--12-10\"", contact, StringComparison.Ordinal);
        Assert.All([accounts, list, contact], page => Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Two_hundred_of_100000_contacts_are_shown_and_a_search_finds_any()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 100_000);
        account.Edit(99_999, person => person["names"]![0]!["displayName"] = "Needle in the hay");
        var (_, list) = await GetAsync(caller, "/contacts/a%40example.com");
        var (_, found) = await GetAsync(caller, "/contacts/a%40example.com?q=needle");

        Assert.Equal(201, list.Split("<tr>").Length - 1);
        Assert.Equal(2, found.Split("<tr>").Length - 1);
        Assert.Contains("Needle in the hay", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_changed_added_merged_and_deleted_here_comes_by_sync()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", [.. Enumerable.Range(1, 5).Select(i => new ContactBuilder($"c{i}").Name($"Person {i}").Phone($"{i}").Email($"{i}@x").Build())]);
        var token = await caller.AccessTokenAsync(account);
        var (_, sync) = await caller.ReadAsync(token, $"{Fields}&requestSyncToken=true");

        Assert.Equal((303, "Changed people/c1."), await PostAsync(caller, "/contacts/a@example.com/c1", ("name", "Ada King Lovelace"), ("phone", "+44 7"), ("birthday", "1815-12-10")));
        Assert.Equal((303, "Deleted people/c2."), await PostAsync(caller, "/contacts/a@example.com/c2/delete"));
        Assert.Equal((303, "Merged people/c4 into people/c3."), await PostAsync(caller, "/contacts/a@example.com/c3/merge", ("with", "c4")));
        var (status, added) = await PostAsync(caller, "/contacts/a@example.com", ("name", "New"), ("birthday", "--02-29"));
        var people = (await caller.ReadAsync(token, $"{Fields}&syncToken={sync}")).People;

        Assert.Equal((303, $"Added {people[^1]["resourceName"]}."), (status, added));
        Assert.Equal(["people/c1", "people/c2", "people/c4", "people/c3"], people[..4].Select(person => (string)person["resourceName"]!));
        Assert.Equal([false, true, true, false, false], people.Select(person => (bool?)person["metadata"]!["deleted"] == true));
        Assert.Equal(("Ada King Lovelace", "Ada King", "Lovelace"), ((string)people[0]["names"]![0]!["displayName"]!, (string)people[0]["names"]![0]!["givenName"]!, (string)people[0]["names"]![0]!["familyName"]!));
        Assert.Equal("+44 7", (string)Assert.Single(people[0]["phoneNumbers"]!.AsArray())!["value"]!);
        Assert.True(JsonNode.DeepEquals(new JsonObject { ["year"] = 1815, ["month"] = 12, ["day"] = 10 }, people[0]["birthdays"]![0]!["date"]));
        Assert.Equal("1@x", (string)people[0]["emailAddresses"]![0]!["value"]!);
        Assert.Null(people[^1]["birthdays"]![0]!["date"]!["year"]);
    }

    [Fact]
    public async Task Saving_a_page_as_it_is_changes_nothing_that_it_does_not_show_and_an_empty_field_takes_the_value_away()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", [new ContactBuilder("c1").Name("Ada\nLovelace", "Ada", "L.").Phone("1").Phone("2").Birthday(1815, 0, 0).Build()]);
        var before = account.Contacts.Find("people/c1")!;
        await PostAsync(caller, "/contacts/a@example.com/c1", ("name", "AdaLovelace"), ("phone", "1"), ("birthday", ""));
        var saved = account.Contacts.Find("people/c1")!;
        await PostAsync(caller, "/contacts/a@example.com/c1", ("name", ""), ("phone", ""));
        var emptied = account.Contacts.Find("people/c1")!;

        Assert.All(["names", "phoneNumbers", "birthdays"], list => Assert.True(JsonNode.DeepEquals(before[list], saved[list]), list));
        Assert.Null(emptied["names"]);
        Assert.Equal("2", (string)Assert.Single(emptied["phoneNumbers"]!.AsArray())!["value"]!);
        Assert.NotNull(emptied["birthdays"]);
    }

    [Fact]
    public async Task Hostile_text_is_shown_as_text()
    {
        await using var caller = await GoogleCaller.StartAsync();
        const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
        var account = caller.Google.Accounts.Add("<img src=x>\"'@example.com", [new ContactBuilder("c1").Name(Hostile).Phone(Hostile).Build()]);
        var path = $"/contacts/{Uri.EscapeDataString(account.Email)}";
        foreach (var address in new[] { "/contacts", path, $"{path}?q={Uri.EscapeDataString(Hostile)}", $"{path}/c1" })
        {
            var (status, page) = await GetAsync(caller, address);
            Assert.Equal(200, status);
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("/contacts/nobody@example.com/c1", 404, "name", "x")]
    [InlineData("/contacts/a@example.com/c9", 404, "name", "x")]
    [InlineData("/contacts/a@example.com/c9/delete", 404, "name", "x")]
    [InlineData("/contacts/a@example.com/c1/merge", 404, "with", "c9")]
    [InlineData("/contacts/a@example.com/c1/merge", 400, "with", "c1")]
    [InlineData("/contacts/a@example.com/c1", 400, "birthday", "tomorrow")]
    [InlineData("/contacts/a@example.com/c1", 400, "nmae", "x")]
    public async Task A_form_that_cannot_be_followed_changes_nothing(string path, int expected, string field, string value)
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", [new ContactBuilder("c1").Name("Ada").Build()]);

        Assert.Equal(expected, (await PostAsync(caller, path, (field, value))).Status);
        Assert.Equal(0, account.Contacts.View().Revision);
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", [new ContactBuilder("c1").Name("Ada").Build()]);
        foreach (var (origin, expected) in new[] { ("https://evil.example", 403), ("null", 403), (caller.Google.BaseAddress.GetLeftPart(UriPartial.Authority), 303) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/contacts/a@example.com/c1") { Content = new FormUrlEncodedContent([new("name", origin)]) };
            request.Headers.Add("Origin", origin);
            using var reply = await caller.Client.SendAsync(request);
            Assert.Equal(expected, (int)reply.StatusCode);
        }

        Assert.Equal(1, account.Contacts.View().Revision);
    }

    private static async Task<(int Status, string Page)> GetAsync(GoogleCaller caller, string address)
    {
        using var reply = await caller.Client.GetAsync(address);
        return ((int)reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }

    private static async Task<(int Status, string Text)> PostAsync(GoogleCaller caller, string address, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var reply = await caller.Client.PostAsync(address, form);
        Assert.True(reply.StatusCode != HttpStatusCode.SeeOther || reply.Headers.Location!.OriginalString == "/contacts/a%40example.com");
        return ((int)reply.StatusCode, (await reply.Content.ReadAsStringAsync()).TrimEnd());
    }
}
