using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;

namespace Gcd.Tests.Sandbox;

/// <summary>Holds the simulated Google against the table taken from Google's own description of the API.</summary>
public sealed class ContractTests
{
    private const string AllFields =
        "addresses,ageRanges,biographies,birthdays,calendarUrls,clientData,coverPhotos,emailAddresses,events,externalIds,genders,imClients,interests," +
        "locales,locations,memberships,metadata,miscKeywords,names,nicknames,occupations,organizations,phoneNumbers,photos,relations,sipAddresses,skills,urls,userDefined";

    [Fact]
    public async Task Every_field_that_it_emits_stands_in_googles_description_with_its_type()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var faults = new List<string>();
        foreach (var account in new[] { caller.Google.Accounts.Add("awkward@example.com", AwkwardContacts.Create()), caller.Google.Accounts.Add("many@example.com", contacts: 2000) })
        {
            var token = await caller.AccessTokenAsync(account);
            var page = string.Empty;
            do
            {
                var (status, body, _) = await caller.ConnectionsAsync(token, $"?personFields={AllFields}&pageSize=1000&requestSyncToken=true{page}");
                Assert.Equal(200, status);
                faults.AddRange(PublishedSchema.Faults(body, "ListConnectionsResponse"));
                page = body["nextPageToken"] is { } next ? $"&pageToken={next}" : string.Empty;
            }
            while (page.Length > 0);
        }

        Assert.Empty(faults.Distinct());
    }

    [Fact]
    public async Task Every_field_of_a_label_stands_in_googles_description_with_its_type()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", AwkwardContacts.Create());
        account.Groups.Add(AccountGroup.Own("3f2a", "Family"));
        var faults = new List<string>();
        foreach (var query in new[] { string.Empty, "?groupFields=clientData,groupType,memberCount,metadata,name&pageSize=3" })
        {
            var (status, body, _) = await caller.ContactGroupsAsync(await caller.AccessTokenAsync(account), query);
            Assert.Equal(200, status);
            faults.AddRange(PublishedSchema.Faults(body, "ListContactGroupsResponse"));
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task Each_list_has_exactly_one_primary_entry()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("awkward@example.com", AwkwardContacts.Create());
        var (_, body, _) = await caller.ConnectionsAsync(await caller.AccessTokenAsync(account), $"?personFields={AllFields}");
        foreach (var person in body["connections"]!.AsArray())
        {
            foreach (var (name, list) in person!.AsObject().Where(member => member.Value is JsonArray))
            {
                Assert.True(list!.AsArray().Count(entry => (bool?)entry!["metadata"]!["primary"] == true) == 1, $"{name} of {person["resourceName"]}");
            }
        }
    }

    [Fact]
    public async Task Every_parameter_of_the_description_is_taken_and_no_other()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var token = await caller.AccessTokenAsync(caller.Google.Accounts.Add("a@example.com"));
        foreach (var parameter in PublishedSchema.Parameters("parameters"))
        {
            var value = parameter switch
            {
                "pageSize" => "10",
                "fields" => "connections/resourceName",
                "requestMask.includeField" => "person.names",
                "sources" => "READ_SOURCE_TYPE_CONTACT",
                "pageToken" or "syncToken" or "personFields" => null,
                _ => "x",
            };
            var (status, _, text) = await caller.ConnectionsAsync(token, $"?personFields=names{(value is null ? string.Empty : $"&{Uri.EscapeDataString(parameter)}={value}")}");
            Assert.True(status == 200, $"{parameter}: {text}");
        }

        var (refused, error, _) = await caller.ConnectionsAsync(token, "?personFields=names&readMask=names");
        Assert.Equal(400, refused);
        Assert.Equal("INVALID_ARGUMENT", (string)error["error"]!["status"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?personFields=")]
    [InlineData("?personFields=names,nonsense")]
    [InlineData("?personFields=names&pageSize=1001")]
    [InlineData("?personFields=names&pageSize=-1")]
    [InlineData("?personFields=names&pageSize=ten")]
    [InlineData("?personFields=names&pageToken=made-up")]
    [InlineData("?personFields=names&syncToken=made-up")]
    [InlineData("?personFields=names&sources=CONTACT")]
    [InlineData("?personFields=names&sources=READ_SOURCE_TYPE_CONTACT&sources=nonsense")]
    [InlineData("?personFields=names&fields=nonsense")]
    [InlineData("?personFields=names&fields=connections(names(nonsense))")]
    [InlineData("?personFields=names&fields=connections(names")]
    public async Task A_request_against_the_description_is_refused(string query)
    {
        await using var caller = await GoogleCaller.StartAsync();
        var (status, body, _) = await caller.ConnectionsAsync(await caller.AccessTokenAsync(caller.Google.Accounts.Add("a@example.com")), query);
        Assert.Equal(400, status);
        Assert.Equal("INVALID_ARGUMENT", (string)body["error"]!["status"]!);
    }
}
