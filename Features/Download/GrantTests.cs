using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Download;

/// <summary>What a download does with the Google grant behind the token.</summary>
public sealed class GrantTests
{
    [Fact]
    public async Task An_access_token_is_refreshed_before_it_ends_and_once_for_many_downloads()
    {
        await using var world = await World.StartAsync(("LIMIT_DOWNLOADS_PER_USER", "0"));
        var token = await world.SignInAsync(world.NewAccount());
        world.Time.Shift = TimeSpan.FromMinutes(59.5);
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => world.GetAsync("/download", token)));

        Assert.All(replies, reply => Assert.Equal(HttpStatusCode.OK, reply.StatusCode));
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Refresh]);
    }

    [Fact]
    public async Task A_short_lived_access_token_is_used_for_more_than_one_page()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 5000);
        account.AccessTokenLife = TimeSpan.FromSeconds(50);
        // It shall not end by itself, however slow the machine is.
        world.Time.StandStill();
        world.GoogleTime.StandStill();
        var token = await world.SignInAsync(account);
        using var reply = await world.GetAsync("/download?format=json", token);
        Assert.Equal(5000, (int)(await reply.ReadJsonAsync())["total_contacts"]!);
        Assert.Equal(0, world.Google.Requests[GoogleOperation.Refresh]);
    }

    [Fact]
    public async Task A_rejected_access_token_is_refreshed_once_for_many_downloads()
    {
        await using var world = await World.StartAsync(("LIMIT_DOWNLOADS_PER_USER", "0"));
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        world.Google.Grants.RejectAccessTokens(account);
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => world.GetAsync("/download", token)));

        Assert.All(replies, reply => Assert.Equal(HttpStatusCode.OK, reply.StatusCode));
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Refresh]);
    }

    [Fact]
    public async Task A_token_rejected_in_the_middle_is_refreshed_and_the_page_asked_again()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 3500);
        var token = await world.SignInAsync(account);
        var gate = new TaskCompletionSource();
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 1000, Until = gate.Task });
        var download = world.GetAsync("/download?format=json", token);
        await Eventually.TrueAsync(() => Task.FromResult(world.Google.Requests.Connections.Count == 2));
        world.Google.Grants.RejectAccessTokens(account);
        gate.SetResult();
        using var reply = await download;

        Assert.Equal(3500, (int)(await reply.ReadJsonAsync())["total_contacts"]!);
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Refresh]);
    }

    [Fact]
    public async Task A_token_that_is_rejected_although_it_was_just_refreshed_is_502()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Status = 401, Times = 100 });
        using var reply = await world.GetAsync("/download", token);
        await reply.AssertProblemAsync(HttpStatusCode.BadGateway, "Google rejects a token");
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Refresh]);
    }

    [Fact]
    public async Task A_rejected_token_that_cannot_be_replaced_now_is_told_as_what_kept_it_from_that()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Status = 401, Times = 100 });
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Refresh, Status = 503, Times = 100 });
        using var reply = await world.GetAsync("/download", token);
        await reply.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "Google is not available right now");
        Assert.Equal(4, world.Google.Requests[GoogleOperation.Refresh]);
    }

    [Fact]
    public async Task An_error_of_googles_own_is_told_as_one_that_may_pass()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Status = 500, Times = 100 });
        using var reply = await world.GetAsync("/download", token);
        var problem = await reply.AssertProblemAsync(HttpStatusCode.BadGateway, "Google failed");
        Assert.Contains("Try again", (string)problem["solution"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!doctype html>")]
    public async Task A_busy_token_endpoint_without_an_oauth_error_keeps_its_status_and_retry_after(string body)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        world.Time.Shift = TimeSpan.FromHours(2);
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Refresh, Status = 503, Body = body, RetryAfter = "90", Times = 10 });
        using var reply = await world.GetAsync("/download", token);
        await reply.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "Google is not available right now");
        Assert.Equal("90", reply.Headers.RetryAfter!.ToString());
    }

    [Theory]
    [InlineData("admin_policy_enforced", "Your organisation does not allow this")]
    [InlineData("policy_enforced", "Your organisation does not allow this")]
    [InlineData("org_internal", "Only members of the operator's organisation")]
    [InlineData("access_denied", "Google denies access to this account")]
    [InlineData("consent_required", "Google denies access to this account")]
    public async Task A_refresh_that_a_policy_forbids_names_who_can_change_that_and_keeps_the_grant(string error, string expected)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        world.Time.Shift = TimeSpan.FromHours(2);
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Refresh, Status = 400, Body = $$"""{"error":"{{error}}"}""" });
        using (var refused = await world.GetAsync("/download", token))
        {
            await refused.AssertProblemAsync(HttpStatusCode.Forbidden, expected);
        }

        Assert.Equal(1, world.Google.Requests[GoogleOperation.Refresh]);
        using var later = await world.GetAsync("/download", token);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Theory]
    [InlineData("token_type", "mac")]
    [InlineData("token_type", "")]
    [InlineData("token_type", null)]
    [InlineData("access_token", "two\r\nlines")]
    [InlineData("access_token", "a b")]
    [InlineData("access_token", "Zoë")]
    [InlineData("access_token", "nul\0")]
    public async Task A_token_reply_that_cannot_be_used_is_googles_fault(string member, string? value)
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        world.Time.Shift = TimeSpan.FromHours(2);
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Refresh, Times = 100, Change = reply => Set(reply, member, value) });
        using var refused = await world.GetAsync("/download", token);
        await refused.AssertProblemAsync(HttpStatusCode.BadGateway, "Google's reply was not usable");

        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Exchange, Change = reply => Set(reply, member, value) });
        using var signIn = await world.FinishAsync(await world.ConsentAsync(account));
        await signIn.AssertProblemAsync(HttpStatusCode.BadGateway, "Google's reply was not usable");
        Assert.DoesNotContain(world.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_token_type_counts_in_any_case()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        world.Time.Shift = TimeSpan.FromHours(2);
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Refresh, Change = reply => Set(reply, "token_type", "bEARER") });
        using var reply = await world.GetAsync("/download", token);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Fact]
    public async Task A_refresh_never_loses_a_token()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var tokens = new[] { await world.SignInAsync(account), await world.SignInAsync(account) };
        foreach (var hours in new[] { 2, 4, 6 })
        {
            world.Time.Shift = TimeSpan.FromHours(hours);
            foreach (var token in tokens)
            {
                using var reply = await world.GetAsync("/download", token);
                Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
            }
        }

        Assert.Equal(3, world.Google.Requests[GoogleOperation.Refresh]);
    }

    [Fact]
    public async Task A_dead_grant_is_401_with_advice_google_is_asked_once_and_signing_in_again_revives_the_token()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        world.Google.Grants.Revoke(account, world.OAuthClient.ClientId);
        for (var i = 0; i < 3; i++)
        {
            using var refused = await world.GetAsync("/download", token);
            var problem = await refused.AssertProblemAsync(HttpStatusCode.Unauthorized, "Google no longer accepts the stored sign-in");
            Assert.Contains("/auth", (string)problem["solution"]!, StringComparison.Ordinal);
            Assert.Contains("invalid_token", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(1, world.Google.Requests[GoogleOperation.Refresh]);
        await world.RestartAsync();
        using (var still = await world.GetAsync("/download", token))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, still.StatusCode);
        }

        Assert.Equal(1, world.Google.Requests[GoogleOperation.Refresh]);
        await world.SignInAsync(account);
        using var revived = await world.GetAsync("/download", token);
        Assert.Equal(HttpStatusCode.OK, revived.StatusCode);
    }

    [Fact]
    public async Task A_wrong_credentials_file_for_a_while_is_503_and_marks_no_grant_dead()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        world.Time.Shift = TimeSpan.FromHours(2);
        var right = world.OAuthClient.ClientSecret;
        world.OAuthClient.ClientSecret = "another";
        using (var refused = await world.GetAsync("/download", token))
        {
            await refused.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "Google refuses this service's OAuth client");
        }

        var other = world.Google.AddClient("http://localhost/oauth2callback");
        await File.WriteAllTextAsync(world.CredentialsPath, world.Google.CredentialsOf(other).ToJsonString());
        using (var refused = await world.GetAsync("/download", token))
        {
            await refused.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "The stored sign-in belongs to another OAuth client");
        }

        world.OAuthClient.ClientSecret = right;
        await world.WriteCredentialsAsync();
        using var healed = await world.GetAsync("/download", token);
        Assert.Equal(HttpStatusCode.OK, healed.StatusCode);
    }

    [Theory]
    [InlineData(500, 502, 4)]
    [InlineData(503, 503, 4)]
    [InlineData(429, 429, 2)]
    public async Task Google_out_of_reach_at_refresh_has_its_own_status_and_marks_nothing_dead(int fault, int status, int tries)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        world.Time.Shift = TimeSpan.FromHours(2);
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Refresh, Status = fault, Times = tries });
        using (var refused = await world.GetAsync("/download", token))
        {
            await refused.AssertProblemAsync((HttpStatusCode)status, "Google");
        }

        using var healed = await world.GetAsync("/download", token);
        Assert.Equal(HttpStatusCode.OK, healed.StatusCode);
    }

    private static byte[] Set(byte[] reply, string member, string? value)
    {
        var json = JsonNode.Parse(reply)!.AsObject();
        json.Remove(member);
        if (value is not null)
        {
            json[member] = value;
        }

        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}
