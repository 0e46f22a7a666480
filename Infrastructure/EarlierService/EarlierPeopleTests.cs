using System.Net;
using Gcd.Infrastructure.Tokens;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using static Gcd.Infrastructure.EarlierService.EarlierPeopleForTests;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>People of the earlier service at Gcd: known by their address until Google names them.</summary>
public sealed class EarlierPeopleTests
{
    [Fact]
    public async Task An_earlier_token_downloads_without_a_sign_in_and_its_first_use_learns_whose_it_is()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await AddAsync(world, account, AllScopes);
        Assert.Equal(EarlierSubject.Of(account.Email), await SubOfAsync(world, account.Email));

        Assert.Equal(200, await DownloadAsync(world, token));

        Assert.Equal(account.Sub, await SubOfAsync(world, account.Email));
        Assert.Equal(200, await DownloadAsync(world, token));
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Refresh]);
    }

    [Fact]
    public async Task Many_first_uses_at_once_refresh_once_and_all_are_answered()
    {
        await using var world = await World.StartAsync(("LIMIT_DOWNLOADS_PER_USER", "0"));
        var account = world.NewAccount();
        var token = await AddAsync(world, account, AllScopes);

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => DownloadAsync(world, token))), status => Assert.Equal(200, status));

        Assert.Equal(1, world.Google.Requests[GoogleOperation.Refresh]);
    }

    [Fact]
    public async Task Where_the_reply_has_no_ID_token_userinfo_says_whose_it_is()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await AddAsync(world, account, WithoutOpenId);

        Assert.Equal(200, await DownloadAsync(world, token));

        Assert.Equal(account.Sub, await SubOfAsync(world, account.Email));
        Assert.Equal(1, world.Google.Requests[GoogleOperation.UserInfo]);
    }

    [Fact]
    public async Task Where_Google_names_nobody_the_address_stays_the_identity_and_a_sign_in_keeps_the_token()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await AddAsync(world, account, ContactsOnly);
        Assert.Equal(200, await DownloadAsync(world, token));
        Assert.Equal(EarlierSubject.Of(account.Email), await SubOfAsync(world, account.Email));

        var added = await world.SignInAsync(account);

        Assert.Equal(account.Sub, await SubOfAsync(world, account.Email));
        Assert.Equal(200, await DownloadAsync(world, token));
        Assert.Equal(200, await DownloadAsync(world, added));
    }

    [Fact]
    public async Task A_sign_in_before_the_first_use_keeps_the_token()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await AddAsync(world, account, AllScopes);

        await world.SignInAsync(account);

        Assert.Equal(200, await DownloadAsync(world, token));
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 2, EarlierTokens: 1), world.Services.GetRequiredService<ITokenStore>().Counts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_has_the_address_now_is_not_whom_the_token_opened(bool isGrantAlive)
    {
        await using var world = await World.StartAsync();
        var before = world.NewAccount(canary: "before");
        var token = await AddAsync(world, before, isGrantAlive ? AllScopes : null);
        world.Google.Accounts.Remove(before);
        var now = world.Google.Accounts.Add(before.Email, canary: "now");

        var theirs = await world.SignInAsync(now);

        Assert.Equal(401, await DownloadAsync(world, token));
        Assert.Equal(200, await DownloadAsync(world, theirs));
        Assert.Equal(now.Sub, await SubOfAsync(world, before.Email));
    }

    [Fact]
    public async Task Whoever_has_the_address_now_is_not_whom_the_token_opened_though_Googles_first_answer_could_not_be_read()
    {
        await using var world = await World.StartAsync();
        var before = world.NewAccount();
        var token = await AddAsync(world, before, AllScopes);
        world.Google.Faults.SpoilIdToken(IdTokenFault.WrongSignature);
        Assert.Equal(200, await DownloadAsync(world, token));
        Assert.Equal(EarlierSubject.Of(before.Email), await SubOfAsync(world, before.Email));
        world.Google.Accounts.Remove(before);

        await world.SignInAsync(world.Google.Accounts.Add(before.Email));

        Assert.Equal(401, await DownloadAsync(world, token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_grant_that_is_dead_the_ID_token_of_before_says_whose_tokens_go_on(bool isTheirs)
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await AddAsync(world, account, scopes: null, idTokenSub: isTheirs ? account.Sub : "99");
        using (var refused = await world.GetAsync("/download", token))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Contains("sign in", await refused.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        }

        await world.SignInAsync(account);

        Assert.Equal(isTheirs ? 200 : 401, await DownloadAsync(world, token));
    }

    [Fact]
    public async Task Who_signed_in_under_another_address_is_one_person_and_not_two()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var address = account.Email;
        account.Email = $"new-{address}";
        var added = await world.SignInAsync(account);
        account.Email = address;
        var token = await AddAsync(world, account, AllScopes);

        Assert.Equal(200, await DownloadAsync(world, token));

        Assert.Null(await SubOfAsync(world, address));
        Assert.Equal(200, await DownloadAsync(world, token));
        Assert.Equal(200, await DownloadAsync(world, added));
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 2, EarlierTokens: 1), world.Services.GetRequiredService<ITokenStore>().Counts);
    }

    [Fact]
    public async Task Another_OAuth_client_than_the_grants_is_told_and_nothing_is_asked_of_Google()
    {
        await using var world = await World.StartAsync();
        var token = await AddAsync(world, world.NewAccount(), AllScopes, clientId: "other.apps.googleusercontent.com");

        using var reply = await world.GetAsync("/download", token);

        Assert.Contains("another OAuth client", await reply.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, world.Google.Requests[GoogleOperation.Refresh]);
    }

    [Fact]
    public async Task An_earlier_token_is_a_token_to_its_owner()
    {
        await using var world = await World.StartAsync();
        var token = await AddAsync(world, world.NewAccount(), AllScopes);

        using (var me = await world.GetAsync("/me", token))
        {
            Assert.Equal("access", (string?)(await me.ReadJsonAsync())["token"]!["kind"]);
        }

        using (var list = await world.GetAsync("/tokens", token))
        {
            Assert.Single((await list.ReadJsonAsync())["tokens"]!.AsArray());
        }

        using (var revoked = await world.SendAsync(HttpMethod.Post, "/token/revoke", token))
        {
            Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        }

        Assert.Equal(401, await DownloadAsync(world, token));
        Assert.Equal(default, world.Services.GetRequiredService<ITokenStore>().Counts);
    }

    [Fact]
    public async Task While_Google_is_away_an_earlier_token_says_who_it_is_all_the_same()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await AddAsync(world, account, AllScopes);
        await world.Google.DisposeAsync();

        using var me = await world.GetAsync("/me", token);

        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
        Assert.Equal(account.Email, (string?)(await me.ReadJsonAsync())["user_email"]);
    }

    [Fact]
    public async Task An_earlier_token_lives_as_long_as_a_new_one_of_the_day_of_the_takeover()
    {
        await using var world = await World.StartAsync(("ACCESS_TOKEN_MAX_DAYS", "10"));
        var token = await AddAsync(world, world.NewAccount(), AllScopes);
        world.Time.Shift += TimeSpan.FromDays(9);
        Assert.Equal(200, await DownloadAsync(world, token));

        world.Time.Shift += TimeSpan.FromDays(1);

        Assert.Equal(401, await DownloadAsync(world, token));
    }
}
