using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Sandbox;

/// <summary>The limits that the simulated Google can set for each person.</summary>
public sealed class QuotaTests
{
    private const string FullSync = "?personFields=names&pageSize=10&requestSyncToken=true";

    [Fact]
    public async Task Only_the_first_page_of_a_full_sync_counts_and_only_for_that_person_and_day()
    {
        var time = new StandingTime();
        await using var caller = await GoogleCaller.StartAsync(new() { Time = time });
        caller.Google.Quotas.FullSyncsPerDay = 2;
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 25);
        account.AccessTokenLife = TimeSpan.FromDays(30);
        var token = await caller.AccessTokenAsync(account);
        var other = await caller.AccessTokenAsync(caller.Google.Accounts.Add("b@example.com", contacts: 25));
        var (_, sync) = await caller.ReadAsync(token, FullSync);
        await caller.ReadAsync(token, FullSync);
        var (status, body, _) = await caller.ConnectionsAsync(token, FullSync);

        Assert.Equal((429, "RESOURCE_EXHAUSTED"), (status, (string)body["error"]!["status"]!));
        Assert.Equal("RATE_LIMIT_EXCEEDED", (string)body["error"]!["details"]![0]!["reason"]!);
        Assert.Equal(200, (await caller.ConnectionsAsync(token, "?personFields=names&pageSize=10")).Status);
        Assert.Equal(200, (await caller.ConnectionsAsync(token, $"{FullSync}&syncToken={sync}")).Status);
        Assert.Equal(200, (await caller.ConnectionsAsync(other, FullSync)).Status);
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(200, (await caller.ConnectionsAsync(token, FullSync)).Status);
    }

    [Fact]
    public async Task Reads_of_contacts_by_any_method_share_a_limit_of_a_minute()
    {
        var time = new StandingTime();
        await using var caller = await GoogleCaller.StartAsync(new() { Time = time });
        caller.Google.Quotas.CriticalReadsPerMinute = 3;
        var account = caller.Google.Accounts.Add("a@example.com", contacts: 3);
        var token = await caller.AccessTokenAsync(account);
        string[] reads = ["/v1/people/me/connections?personFields=names", $"/v1/{account.NameOf(0)}?personFields=names", $"/v1/people:batchGet?personFields=names&resourceNames={account.NameOf(0)}"];
        foreach (var read in reads)
        {
            Assert.Equal(200, (await caller.GetAsync(token, read)).Status);
        }

        foreach (var read in reads)
        {
            Assert.Equal(429, (await caller.GetAsync(token, read)).Status);
        }

        Assert.Equal(200, (await caller.ContactGroupsAsync(token)).Status);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await caller.GetAsync(token, reads[0])).Status);
    }
}
