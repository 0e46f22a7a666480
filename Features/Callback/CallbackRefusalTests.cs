using System.Net;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using Microsoft.AspNetCore.WebUtilities;

namespace Gcd.Features.Callback;

public sealed class CallbackRefusalTests
{
    [Theory]
    [InlineData("/oauth2callback")]
    [InlineData("/oauth2callback?code=4/x")]
    [InlineData("/oauth2callback?code=4/x&state=made-up")]
    [InlineData("/oauth2callback?code=4/x&state=")]
    [InlineData("/oauth2callback?state=%00%ff&code=1")]
    public async Task Without_a_state_of_ours_there_is_no_flow_in_progress(string path)
    {
        await using var world = await World.StartAsync();
        using var reply = await world.GetAsync(path);
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "No authorization flow in progress");
        Assert.Equal(0, world.Google.Requests[GoogleOperation.Exchange]);
    }

    [Fact]
    public async Task A_state_with_one_changed_character_is_none_of_ours()
    {
        await using var world = await World.StartAsync();
        var callback = await world.ConsentAsync(world.NewAccount());
        var state = QueryHelpers.ParseQuery(callback.Query)["state"].ToString();
        var changed = (state[40] == 'A' ? 'B' : 'A').ToString();
        using var reply = await world.GetAsync(callback.PathAndQuery.Replace(state, state[..40] + changed + state[41..], StringComparison.Ordinal));
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "No authorization flow in progress");
    }

    [Fact]
    public async Task A_flow_expires_after_ten_minutes()
    {
        await using var world = await World.StartAsync();
        var callback = await world.ConsentAsync(world.NewAccount());
        world.Time.Shift = TimeSpan.FromMinutes(10.1);
        using var reply = await world.FinishAsync(callback);
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "No authorization flow in progress: it has expired");
    }

    [Fact]
    public async Task A_replayed_callback_is_refused_and_the_token_stays_valid()
    {
        await using var world = await World.StartAsync();
        var callback = await world.ConsentAsync(world.NewAccount());
        using var first = await world.FinishAsync(callback);
        using var second = await world.FinishAsync(callback);

        await second.AssertProblemAsync(HttpStatusCode.BadRequest, "No authorization flow in progress: this one was used before");
        using var me = await world.GetAsync("/me", (string)(await first.ReadJsonAsync())["access_token"]!);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
    }

    [Theory]
    [InlineData("access_denied", "Access was denied", 400)]
    [InlineData("org_internal", "Only members", 400)]
    [InlineData("admin_policy_enforced", "Your organisation", 400)]
    [InlineData("policy_enforced", "Your organisation", 400)]
    [InlineData("redirect_uri_mismatch", "redirect_uri_mismatch", 400)]
    [InlineData("rate_limit_exceeded", "Google limits sign-ins", 429)]
    [InlineData("<script>alert(1)</script>", "Google ended the sign-in", 400)]
    public async Task Each_error_that_google_sends_back_has_its_own_advice(string error, string expected, int status)
    {
        await using var world = await World.StartAsync();
        world.Google.Faults.RefuseAuthorization(error);
        using var reply = await world.FinishAsync(await world.ConsentAsync(world.NewAccount()));
        var problem = await reply.AssertProblemAsync((HttpStatusCode)status, expected);
        Assert.DoesNotContain("<script>", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(problem["troubleshooting"]);
    }

    [Theory]
    [InlineData("temporarily_unavailable", "Google is not available now")]
    [InlineData("server_error", "Google failed")]
    public async Task Trouble_of_googles_own_is_told_as_googles_and_not_as_the_operators(string error, string expected)
    {
        await using var world = await World.StartAsync();
        world.Google.Faults.RefuseAuthorization(error);
        using var reply = await world.FinishAsync(await world.ConsentAsync(world.NewAccount()));
        var problem = await reply.AssertProblemAsync(HttpStatusCode.BadGateway, expected);
        Assert.Equal("Start again at /auth in a few minutes.", (string)problem["solution"]!);
    }

    [Fact]
    public async Task A_refusal_is_a_page_for_a_browser_and_shows_nothing_that_came_with_the_request()
    {
        await using var world = await World.StartAsync();
        using var reply = await world.GetAsync("/oauth2callback?error=%3Cscript%3Ealert(1)%3C/script%3E&error_description=%3Cimg%20src=x%3E", accept: "text/html");
        var page = await reply.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Equal("text/html", reply.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("alert(1)", page, StringComparison.Ordinal);
        Assert.Contains("What to do", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unticked_contacts_are_refused_and_nothing_is_stored()
    {
        await using var world = await World.StartAsync();
        world.Google.Faults.UntickContacts();
        using var reply = await world.FinishAsync(await world.ConsentAsync(world.NewAccount()));
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "The permission to read contacts was not given");
        using var health = await world.GetAsync("/health");
        Assert.Equal(0, (int)(await health.ReadJsonAsync())["authenticated_users"]!);
    }

    [Fact]
    public async Task An_unverified_address_is_refused()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        account.IsEmailVerified = false;
        using var reply = await world.FinishAsync(await world.ConsentAsync(account));
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "The e-mail address of this Google account is not verified");
    }

    [Fact]
    public async Task A_bad_code_is_refused()
    {
        await using var world = await World.StartAsync();
        var callback = await world.ConsentAsync(world.NewAccount());
        var code = QueryHelpers.ParseQuery(callback.Query)["code"].ToString();
        using var reply = await world.GetAsync(callback.PathAndQuery.Replace(Uri.EscapeDataString(code), "4%2Fwrong", StringComparison.Ordinal));
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "The authorization code is not valid");
    }

    [Fact]
    public async Task A_code_of_another_flow_is_refused_by_pkce()
    {
        await using var world = await World.StartAsync();
        var mine = QueryHelpers.ParseQuery((await world.ConsentAsync(world.NewAccount())).Query);
        var theirs = QueryHelpers.ParseQuery((await world.ConsentAsync(world.NewAccount())).Query);
        using var reply = await world.GetAsync(QueryHelpers.AddQueryString("/oauth2callback", new Dictionary<string, string?> { ["code"] = theirs["code"], ["state"] = mine["state"] }));
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "The authorization code is not valid");
    }

    [Theory]
    [InlineData((int)IdTokenFault.WrongNonce)]
    [InlineData((int)IdTokenFault.WrongSignature)]
    [InlineData((int)IdTokenFault.WrongAudience)]
    [InlineData((int)IdTokenFault.WrongIssuer)]
    [InlineData((int)IdTokenFault.Expired)]
    public async Task An_id_token_that_does_not_hold_is_refused(int fault)
    {
        await using var world = await World.StartAsync();
        world.Google.Faults.SpoilIdToken((IdTokenFault)fault);
        using var reply = await world.FinishAsync(await world.ConsentAsync(world.NewAccount()));
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "The reply does not belong to this sign-in");
    }

    [Fact]
    public async Task New_signing_keys_of_google_are_picked_up()
    {
        await using var world = await World.StartAsync();
        await world.SignInAsync(world.NewAccount());
        world.Google.Signer.Rotate();
        world.Google.Signer.ForgetOldKeys();
        await world.SignInAsync(world.NewAccount());
    }

    [Fact]
    public async Task A_redirect_uri_that_google_does_not_know_is_told_with_the_exact_address()
    {
        await using var world = await World.StartAsync();
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Exchange, Status = 400, Body = """{"error":"redirect_uri_mismatch","error_description":"Bad Request"}""" });
        using var reply = await world.FinishAsync(await world.ConsentAsync(world.NewAccount()));
        var problem = await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "redirect_uri_mismatch");
        Assert.Equal(new Uri(world.Address, "/oauth2callback").AbsoluteUri, (string)problem["troubleshooting"]!["required_redirect_uri"]!);
    }

    [Fact]
    public async Task A_wrong_client_secret_is_the_operators_fault_503()
    {
        await using var world = await World.StartAsync();
        var callback = await world.ConsentAsync(world.NewAccount());
        world.OAuthClient.ClientSecret = "changed-at-google";
        using var reply = await world.FinishAsync(callback);
        var problem = await reply.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "Google refuses this service's OAuth client");
        Assert.Contains("operator", (string)problem["solution"]!, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task Google_out_of_reach_is_502(int status)
    {
        await using var world = await World.StartAsync();
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Exchange, Times = 10, Status = status == 0 ? null : status, Reset = status == 0 });
        using var reply = await world.FinishAsync(await world.ConsentAsync(world.NewAccount()));
        await reply.AssertProblemAsync(HttpStatusCode.BadGateway, "Google");
    }

    [Theory]
    [InlineData("iss=https%3A%2F%2Faccounts.google.com", "iss=https%3A%2F%2Fevil.example")]
    [InlineData("iss=https%3A%2F%2Faccounts.google.com", "iss=https%3A%2F%2Faccounts.google.com&iss=https%3A%2F%2Faccounts.google.com")]
    public async Task A_wrong_or_double_issuer_is_refused(string right, string wrong)
    {
        await using var world = await World.StartAsync();
        var callback = (await world.ConsentAsync(world.NewAccount())).PathAndQuery;
        Assert.True(callback.Contains(right, StringComparison.Ordinal) || callback.Contains("iss=https://accounts.google.com", StringComparison.Ordinal), callback);
        using var reply = await world.GetAsync(callback.Replace(right, wrong, StringComparison.Ordinal).Replace("iss=https://accounts.google.com", wrong, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Equal(0, world.Google.Requests[GoogleOperation.Exchange]);
    }
}
