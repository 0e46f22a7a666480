using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Sandbox;

/// <summary>Address books of the simulated Google that change while it runs.</summary>
public sealed class AddressBookTests
{
    private const string Query = "?personFields=names,phoneNumbers,metadata";

    [Fact]
    public async Task An_edit_moves_the_entity_tags_and_the_time_and_keeps_the_source()
    {
        var time = new StandingTime();
        await using var caller = await GoogleCaller.StartAsync(new() { Time = time });
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 3);
        var token = await caller.AccessTokenAsync(account);
        var before = (await caller.ConnectionsAsync(token, Query)).Body["connections"]![1]!;
        account.Edit(1, person => person["phoneNumbers"]!.AsArray().Add((JsonNode)new JsonObject { ["value"] = "12" }));
        var (_, after, _) = await caller.GetAsync(token, $"/v1/{account.NameOf(1)}{Query}");

        Assert.NotEqual((string)before["etag"]!, (string)after["etag"]!);
        Assert.NotEqual((string)Source(before)["etag"]!, (string)Source(after)["etag"]!);
        Assert.Equal("2001-01-01T00:00:00.000000Z", (string)Source(after)["updateTime"]!);
        Assert.Equal((string)Source(before)["id"]!, (string)Source(after)["id"]!);
        Assert.Equal((string)Source(before)["id"]!, (string)after["phoneNumbers"]!.AsArray()[^1]!["metadata"]!["source"]!["id"]!);
    }

    [Fact]
    public async Task The_source_has_the_number_of_the_resource_name_in_hexadecimal()
    {
        await using var caller = await GoogleCaller.StartAsync();
        foreach (var account in new[] { caller.Google.Accounts.Add("a@example.com", contacts: 300), caller.Google.Accounts.Add("b@example.com", AwkwardContacts.Create()) })
        {
            account.AddContact(new JsonObject { ["names"] = new JsonArray(new JsonObject { ["displayName"] = "New" }) });
            foreach (var person in (await caller.ReadAsync(await caller.AccessTokenAsync(account), $"{Query}&pageSize=1000")).People)
            {
                Assert.StartsWith("people/c", (string)person["resourceName"]!, StringComparison.Ordinal);
                Assert.Equal(ulong.Parse(((string)person["resourceName"]!)["people/c".Length..]).ToString("x"), (string)Source(person)["id"]!);
                Assert.NotNull(Source(person)["etag"]);
                Assert.NotNull(Source(person)["updateTime"]);
            }
        }
    }

    [Fact]
    public async Task What_an_edit_leaves_out_or_empty_is_as_google_would_send_it()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", [new ContactBuilder("c1").Name("Ada").Phone("1").Phone("2").Email("a@x").Build()]);
        account.Edit(0, person =>
        {
            person["emailAddresses"]!.AsArray().Clear();
            person["phoneNumbers"]!.AsArray().RemoveAt(0);
            person["resourceName"] = "people/c5";
        });
        var person = Assert.Single((await caller.ReadAsync(await caller.AccessTokenAsync(account), "?personFields=names,phoneNumbers,emailAddresses")).People);

        Assert.Null(person["emailAddresses"]);
        Assert.True((bool)Assert.Single(person["phoneNumbers"]!.AsArray())!["metadata"]!["primary"]!);
        Assert.Equal("people/c1", (string)person["resourceName"]!);
    }

    [Fact]
    public void Contacts_that_are_not_there_cannot_be_changed_and_a_name_is_given_once()
    {
        var account = new AccountBook(new StandingTime()).Add("a@example.com", contacts: 3);
        account.Delete(1);

        Assert.Throws<KeyNotFoundException>(() => account.Edit(1, _ => { }));
        Assert.Throws<KeyNotFoundException>(() => account.Delete("people/c9"));
        Assert.Throws<ArgumentException>(() => account.Merge(account.NameOf(0), account.NameOf(0)));
        Assert.Throws<ArgumentException>(() => account.AddContact(account.ContactAt(0)));
        Assert.Throws<KeyNotFoundException>(() => account.RenameGroup("contactGroups/starred", "Mine"));
    }

    [Fact]
    public async Task Reads_and_writes_at_the_same_time_do_not_disturb_each_other()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 200);
        account.Groups.Add(AccountGroup.Own("f1", "Family"));
        var token = await caller.AccessTokenAsync(account);
        var (_, sync) = await caller.ReadAsync(token, $"{Query}&pageSize=20&requestSyncToken=true");
        var writes = Task.Run(() =>
        {
            foreach (var index in Enumerable.Range(0, 100))
            {
                account.Edit(index, person => person["names"]![0]!["displayName"] = "Changed");
                account.Delete(100 + index);
                account.RenameGroup("contactGroups/f1", $"Family {index}");
            }
        });
        do
        {
            Assert.InRange((await caller.ReadAsync(token, $"{Query}&pageSize=20")).People.Count, 100, 300);
            Assert.Equal(200, (await caller.ContactGroupsAsync(token)).Status);
        }
        while (!writes.IsCompleted);
        await writes;

        var changed = (await caller.ReadAsync(token, $"{Query}&pageSize=20&syncToken={sync}")).People;
        Assert.Equal(200, changed.Select(person => (string)person["resourceName"]!).Distinct().Count());
        Assert.Equal(100, changed.Count(person => (bool?)person["metadata"]!["deleted"] == true));
    }

    private static JsonNode Source(JsonNode person) => Assert.Single(person["metadata"]!["sources"]!.AsArray(), source => (string?)source!["type"] == "CONTACT")!;
}
