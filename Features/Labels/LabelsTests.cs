using System.Net;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Labels;

public sealed class LabelsTests
{
    [Fact]
    public async Task Labels_come_with_name_resource_name_and_number_of_contacts()
    {
        await using var world = await World.StartAsync();
        var account = world.Google.Accounts.Add("labels@example.com", [new ContactBuilder("c1").Name("Ada").Group("f1").Group("myContacts").Build()]);
        account.Groups.Add(AccountGroup.Own("f1", "Family, \"old\" 🎉"));
        account.Groups.Add(AccountGroup.Own("n2", "Nobody"));
        using var reply = await world.GetAsync("/labels", await world.SignInAsync(account));
        var labels = (await reply.ReadJsonAsync())["labels"]!.AsArray();

        Assert.Equal(["myContacts", "starred", "Family, \"old\" 🎉", "Nobody"], labels.Select(label => (string)label!["name"]!));
        Assert.Equal("contactGroups/f1", (string)labels[2]!["resource_name"]!);
        Assert.Equal([1, 0, 1, 0], labels.Select(label => (int)label!["contacts"]!));
        Assert.Equal("no-store", reply.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task More_labels_than_a_page_holds_all_come()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        account.Groups.AddRange(Enumerable.Range(0, 2500).Select(i => AccountGroup.Own($"g{i}", $"Label {i}")));
        using var reply = await world.GetAsync("/labels", await world.SignInAsync(account));

        Assert.Equal(2502, (await reply.ReadJsonAsync())["labels"]!.AsArray().Count);
        Assert.Equal(3, world.Google.Requests[GoogleOperation.ContactGroups]);
    }

    [Fact]
    public async Task What_google_refuses_for_a_while_is_asked_again()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.ContactGroups, Status = 503 });
        using var reply = await world.GetAsync("/labels", token);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Fact]
    public async Task A_reply_that_is_cut_is_told_as_googles_fault()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.ContactGroups, Status = 200, Body = """{"contactGroups":[{"resourceName":"contactG""", Times = 10 });
        using var reply = await world.GetAsync("/labels", token);
        Assert.Equal(HttpStatusCode.BadGateway, reply.StatusCode);
    }

    [Fact]
    public async Task An_ended_grant_is_told_as_at_a_download()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.ContactGroups, Status = 401, Body = """{"error":{"code":401,"status":"UNAUTHENTICATED"}}""", Times = 10 });
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Refresh, Status = 400, Body = """{"error":"invalid_grant"}""", Times = 10 });
        using var reply = await world.GetAsync("/labels", token);
        await reply.AssertProblemAsync(HttpStatusCode.Unauthorized, "Google no longer accepts the stored sign-in");
        Assert.Contains("invalid_token", reply.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_asks_google_nothing_and_without_a_token_nothing_is_told()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        using var head = await world.SendAsync(HttpMethod.Head, "/labels", token);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(0, world.Google.Requests[GoogleOperation.ContactGroups]);
        using var anonymous = await world.GetAsync("/labels");
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
    }
}
