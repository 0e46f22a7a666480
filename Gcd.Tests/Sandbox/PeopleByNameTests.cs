using System.Text.Json.Nodes;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;

namespace Gcd.Tests.Sandbox;

/// <summary>people.get and people.getBatchGet of the simulated Google.</summary>
public sealed class PeopleByNameTests
{
    [Fact]
    public async Task One_contact_comes_by_its_name_with_the_fields_that_were_asked_for()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 100_000, seed: 7);
        var token = await caller.AccessTokenAsync(account);
        var (status, person, _) = await caller.GetAsync(token, $"/v1/{account.NameOf(99_999)}?personFields=names,metadata");

        Assert.Equal(200, status);
        Assert.Empty(PublishedSchema.Faults(person, "Person"));
        Assert.Equal(["etag", "metadata", "names", "resourceName"], person.Select(member => member.Key).Order());
        Assert.Equal(["names"], (await caller.GetAsync(token, $"/v1/{account.NameOf(0)}?personFields=names&fields=names")).Body.Select(member => member.Key));
    }

    [Theory]
    [InlineData("people/c1?personFields=names", 404, "NOT_FOUND")]
    [InlineData("people/c99999999999999999999999?personFields=names", 404, "NOT_FOUND")]
    [InlineData("people/42949672970000?personFields=names", 404, "NOT_FOUND")]
    [InlineData("people/c4294967296", 400, "INVALID_ARGUMENT")]
    [InlineData("people/c4294967296?personFields=nonsense", 400, "INVALID_ARGUMENT")]
    [InlineData("people/c4294967296?personFields=names&pageSize=1", 400, "INVALID_ARGUMENT")]
    [InlineData("people/c4294967296?personFields=names&sources=nonsense", 400, "INVALID_ARGUMENT")]
    [InlineData("people:batchGet?personFields=names", 400, "INVALID_ARGUMENT")]
    [InlineData("people:batchGet?resourceNames=people/c4294967296", 400, "INVALID_ARGUMENT")]
    [InlineData("people:batchGet?personFields=names&resourceNames=c4294967296", 400, "INVALID_ARGUMENT")]
    [InlineData("people:batchGet?personFields=names&resourceNames=people/c4294967296&fields=connections", 400, "INVALID_ARGUMENT")]
    public async Task What_is_not_there_or_against_the_description_is_refused(string address, int expected, string name)
    {
        await using var caller = await GoogleCaller.StartAsync();
        var (status, body, _) = await caller.GetAsync(await caller.AccessTokenAsync(caller.Google.Accounts.Add("a@example.com", contacts: 3)), $"/v1/{address}");
        Assert.Equal((expected, name), (status, (string)body["error"]!["status"]!));
    }

    [Fact]
    public async Task Two_hundred_people_come_at_once_and_201_are_too_many()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 300);
        var token = await caller.AccessTokenAsync(account);
        var (_, body, _) = await BatchAsync(caller, token, [.. Enumerable.Range(0, 200).Select(account.NameOf)]);

        Assert.Equal(Enumerable.Range(0, 200).Select(account.NameOf).Order(), body["responses"]!.AsArray().Select(reply => (string)reply!["person"]!["resourceName"]!).Order());
        Assert.Equal(400, (await BatchAsync(caller, token, [.. Enumerable.Range(0, 201).Select(account.NameOf)])).Status);
    }

    [Fact]
    public async Task Each_of_several_people_has_a_reply_of_its_own_in_no_order()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", [.. Enumerable.Range(1, 5).Select(i => new ContactBuilder($"c{i}").Name($"Person {i}").Build())]);
        account.Delete("people/c3");
        account.Merge("people/c1", "people/c4");
        var (status, body, _) = await BatchAsync(caller, await caller.AccessTokenAsync(account), "people/c5", "people/c1", "people/c3", "people/c4", "people/c99");
        var replies = body["responses"]!.AsArray().Select(reply => reply!.AsObject()).ToList();

        Assert.Equal(200, status);
        Assert.Empty(PublishedSchema.Faults(body, "GetPeopleResponse"));
        Assert.Equal(["people/c1", "people/c3", "people/c4", "people/c5", "people/c99"], replies.Select(reply => (string)reply["requestedResourceName"]!));
        Assert.Equal(["people/c1", null, "people/c1", "people/c5", null], replies.Select(reply => (string?)reply["person"]?["resourceName"]));
        Assert.Equal([null, 5, null, null, 5], replies.Select(reply => (int?)reply["status"]!["code"]));
    }

    [Theory]
    [InlineData("", "CONTACT,PROFILE", "ada@profile.example")]
    [InlineData("&sources=READ_SOURCE_TYPE_CONTACT&sources=READ_SOURCE_TYPE_PROFILE", "CONTACT,PROFILE", "ada@profile.example")]
    [InlineData("&sources=READ_SOURCE_TYPE_CONTACT", "CONTACT", "ada@example.com")]
    [InlineData("&sources=READ_SOURCE_TYPE_PROFILE", "PROFILE", "ada@profile.example")]
    public async Task Only_values_of_the_sources_that_were_asked_for_come(string sources, string types, string primary)
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", [new ContactBuilder("c1").Email("ada@example.com").Build()]);
        account.Edit(0, person => person["emailAddresses"]!.AsArray().Insert(0, JsonNode.Parse("""{"metadata":{"primary":true,"source":{"type":"PROFILE","id":"118"}},"value":"ada@profile.example"}""")));
        var name = account.LinkToProfile("people/c1", "118");
        var token = await caller.AccessTokenAsync(account);
        var query = $"personFields=emailAddresses,metadata{sources}";
        JsonNode[] same =
        [
            (await caller.GetAsync(token, $"/v1/{name}?{query}")).Body,
            (await caller.ConnectionsAsync(token, $"?{query}")).Body["connections"]![0]!,
            (await caller.GetAsync(token, $"/v1/people:batchGet?resourceNames={name}&{query}")).Body["responses"]![0]!["person"]!,
        ];

        Assert.All(same, person => Assert.Equal(types, string.Join(',', person["metadata"]!["sources"]!.AsArray().Select(source => (string)source!["type"]!))));
        Assert.All(same, person => Assert.Equal(primary, (string)Assert.Single(person["emailAddresses"]!.AsArray(), entry => (bool?)entry!["metadata"]!["primary"] == true)!["value"]!));
    }

    [Fact]
    public async Task They_need_the_contacts_scope_and_have_faults_and_counts_of_their_own()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 3);
        var token = await caller.AccessTokenAsync(account);
        caller.Google.Faults.UntickContacts();
        var withoutScope = await caller.AccessTokenAsync(account);
        foreach (var (operation, address) in new[] { (GoogleOperation.Person, $"/v1/{account.NameOf(0)}?personFields=names"), (GoogleOperation.BatchGet, $"/v1/people:batchGet?personFields=names&resourceNames={account.NameOf(0)}") })
        {
            caller.Google.Faults.Add(new Fault { Operation = operation, Account = account.Email, Status = 503 });

            Assert.Equal(401, (await caller.GetAsync(null, address)).Status);
            Assert.Equal(403, (await caller.GetAsync(withoutScope, address)).Status);
            Assert.Equal(503, (await caller.GetAsync(token, address)).Status);
            Assert.Equal(200, (await caller.GetAsync(token, address)).Status);
            Assert.Equal(4, caller.Google.Requests[operation]);
            Assert.Equal("names", caller.Google.Requests.Of(operation).Last().Query["personFields"]);
        }
    }

    [Fact]
    public async Task A_fault_comes_before_the_answer_that_somebody_is_not_there()
    {
        await using var caller = await GoogleCaller.StartAsync();
        var token = await caller.AccessTokenAsync(caller.Google.Accounts.Add("a@example.com"));
        caller.Google.Faults.Add(new Fault { Operation = GoogleOperation.Person, Status = 503 });

        Assert.Equal(503, (await caller.GetAsync(token, "/v1/people/c1?personFields=names")).Status);
        Assert.Equal(404, (await caller.GetAsync(token, "/v1/people/c1?personFields=names")).Status);
    }

    [Theory]
    [InlineData("personParameters")]
    [InlineData("batchGetParameters")]
    public async Task Every_parameter_of_the_description_is_taken(string table)
    {
        await using var caller = await GoogleCaller.StartAsync();
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 1);
        var token = await caller.AccessTokenAsync(account);
        var address = table == "personParameters" ? $"/v1/{account.NameOf(0)}?personFields=names" : $"/v1/people:batchGet?personFields=names&resourceNames={account.NameOf(0)}";
        foreach (var parameter in PublishedSchema.Parameters(table).Except(["personFields", "resourceNames"]))
        {
            var value = parameter switch { "fields" => "*", "requestMask.includeField" => "person.names", "sources" => "READ_SOURCE_TYPE_PROFILE", _ => "x" };
            var (status, _, text) = await caller.GetAsync(token, $"{address}&{Uri.EscapeDataString(parameter)}={value}");
            Assert.True(status == 200, $"{parameter}: {text}");
        }
    }

    private static Task<(int Status, JsonObject Body, string Text)> BatchAsync(GoogleCaller caller, string token, params string[] names) =>
        caller.GetAsync(token, $"/v1/people:batchGet?personFields=names&{string.Join('&', names.Select(name => $"resourceNames={name}"))}");
}
