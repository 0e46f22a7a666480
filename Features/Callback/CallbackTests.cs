using System.Net;
using Gcd.Sandbox;
using Gcd.Tests.Fixtures;
using Microsoft.AspNetCore.WebUtilities;

namespace Gcd.Features.Callback;

public sealed class CallbackTests
{
    [Fact]
    public async Task A_finished_sign_in_hands_out_a_token_that_works()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        using var reply = await world.FinishAsync(await world.ConsentAsync(account));
        var body = await reply.ReadJsonAsync();

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("no-store", reply.Headers.CacheControl!.ToString());
        Assert.Equal("success", (string)body["status"]!);
        Assert.Equal(account.Email, (string)body["user_email"]!);
        Assert.Equal("Bearer", (string)body["token_type"]!);
        Assert.Equal("Use the access_token in Authorization header: 'Bearer <token>' to call /download", (string)body["next_steps"]!);
        Assert.True(DateTimeOffset.Parse((string)body["expires_at"]!, null) > DateTimeOffset.UtcNow.AddDays(364));
        using var me = await world.GetAsync("/me", (string)body["access_token"]!);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
    }

    [Fact]
    public async Task A_second_sign_in_keeps_the_first_token()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var first = await world.SignInAsync(account);
        var second = await world.SignInAsync(account);

        Assert.NotEqual(first, second);
        foreach (var token in new[] { first, second })
        {
            using var download = await world.GetAsync("/download", token);
            Assert.Equal(HttpStatusCode.OK, download.StatusCode);
        }
    }

    [Fact]
    public async Task A_reply_without_a_refresh_token_never_erases_the_stored_one()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        await world.SignInAsync(account);
        world.Google.Faults.WithholdRefreshToken();
        var token = await world.SignInAsync(account);

        world.Time.Shift = TimeSpan.FromHours(2);
        using var download = await world.GetAsync("/download", token);
        Assert.Equal(HttpStatusCode.OK, download.StatusCode);
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Refresh]);
    }

    [Fact]
    public async Task Without_any_refresh_token_the_sign_in_is_refused_and_nothing_is_stored()
    {
        await using var world = await World.StartAsync();
        world.Google.Faults.WithholdRefreshToken();
        using var reply = await world.FinishAsync(await world.ConsentAsync(world.NewAccount()));
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "Google gave no lasting permission");
        Assert.Equal(0, await UsersAsync(world));
    }

    [Fact]
    public async Task An_integrator_may_post_code_and_state()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var query = QueryHelpers.ParseQuery((await world.ConsentAsync(account)).Query);
        using var form = new FormUrlEncodedContent([new("code", query["code"]), new("state", query["state"])]);
        using var reply = await world.Client.PostAsync("/oauth2callback", form);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(account.Email, (string)(await reply.ReadJsonAsync())["user_email"]!);
    }

    [Fact]
    public async Task A_post_that_is_no_form_is_refused()
    {
        await using var world = await World.StartAsync();
        using var json = new StringContent("{\"code\":\"x\"}", null, "application/json");
        using var reply = await world.Client.PostAsync("/oauth2callback", json);
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "The body is no form");
    }

    [Fact]
    public async Task A_post_in_a_charset_that_cannot_be_read_is_refused()
    {
        await using var world = await World.StartAsync();
        using var form = new ByteArrayContent("code=x&state=y"u8.ToArray());
        form.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded; charset=utf-7");
        using var reply = await world.Client.PostAsync("/oauth2callback", form);
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "The body is no form");
    }

    [Fact]
    public async Task Sixty_four_sign_ins_at_once_all_get_their_own_token()
    {
        await using var world = await World.StartAsync();
        var accounts = Enumerable.Range(0, 64).Select(_ => world.NewAccount()).ToList();
        var callbacks = await Task.WhenAll(accounts.Select(account => world.ConsentAsync(account)));
        var tokens = await Task.WhenAll(callbacks.Select(async callback =>
        {
            using var reply = await world.FinishAsync(callback);
            return await reply.ReadJsonAsync();
        }));

        Assert.Equal(accounts.Select(account => account.Email), tokens.Select(token => (string)token["user_email"]!));
        Assert.Equal(64, tokens.Select(token => (string)token["access_token"]!).Distinct().Count());
        Assert.Equal(64, await UsersAsync(world));
    }

    [Fact]
    public async Task A_hundred_callbacks_at_once_with_one_state_exchange_the_code_once()
    {
        await using var world = await World.StartAsync();
        var callback = await world.ConsentAsync(world.NewAccount());
        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => world.FinishAsync(callback)));

        Assert.Single(replies, reply => reply.StatusCode == HttpStatusCode.OK);
        Assert.Equal(99, replies.Count(reply => reply.StatusCode == HttpStatusCode.BadRequest));
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Exchange]);
    }

    [Fact]
    public async Task A_changed_address_of_the_same_person_keeps_the_tokens()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var first = await world.SignInAsync(account);
        account.Email = $"renamed-{account.Email}";
        await world.SignInAsync(account);

        using var me = await world.GetAsync("/me", first);
        Assert.Equal(account.Email, (string)(await me.ReadJsonAsync())["user_email"]!);
        Assert.Equal(1, await UsersAsync(world));
    }

    [Fact]
    public async Task A_known_address_with_another_person_behind_it_kills_the_old_tokens()
    {
        await using var world = await World.StartAsync();
        var old = world.NewAccount();
        var oldToken = await world.SignInAsync(old);
        world.Google.Accounts.Remove(old);
        var successor = world.Google.Accounts.Add(old.Email);
        var newToken = await world.SignInAsync(successor);

        using var refused = await world.GetAsync("/me", oldToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var welcome = await world.GetAsync("/me", newToken);
        Assert.Equal(HttpStatusCode.OK, welcome.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_grant_of_a_person_whose_address_another_one_has_now_is_ended_at_google(bool hasSuccessorSignedInBefore)
    {
        await using var world = await World.StartAsync();
        var (old, bystander) = (world.NewAccount(), world.NewAccount());
        await world.SignInAsync(old);
        await world.SignInAsync(bystander);
        var successor = world.NewAccount();
        if (hasSuccessorSignedInBefore)
        {
            await world.SignInAsync(successor);
        }

        (old.Email, successor.Email) = ($"gone-{old.Email}", old.Email);
        var token = await world.SignInAsync(successor);

        await Eventually.TrueAsync(() => Task.FromResult(world.Google.Grants.CountRefreshTokens(old) == 0));
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Revoke]);
        Assert.NotEqual(0, world.Google.Grants.CountRefreshTokens(successor));
        Assert.Equal(1, world.Google.Grants.CountRefreshTokens(bystander));
        using var download = await world.GetAsync("/download", token);
        Assert.Equal(HttpStatusCode.OK, download.StatusCode);
    }

    [Fact]
    public async Task Head_never_exchanges_a_code_or_uses_a_state()
    {
        await using var world = await World.StartAsync();
        var callback = await world.ConsentAsync(world.NewAccount());
        using (var head = await world.SendAsync(HttpMethod.Head, callback.PathAndQuery))
        {
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            Assert.Equal(0, world.Google.Requests[GoogleOperation.Exchange]);
        }

        using var reply = await world.FinishAsync(callback);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Fact]
    public async Task A_flow_of_before_a_restart_can_be_finished_after_it()
    {
        await using var world = await World.StartAsync();
        var callback = await world.ConsentAsync(world.NewAccount());
        await world.RestartAsync();
        using var reply = await world.FinishAsync(callback);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    private static async Task<int> UsersAsync(World world)
    {
        using var health = await world.GetAsync("/health");
        return (int)(await health.ReadJsonAsync())["authenticated_users"]!;
    }
}
