using System.Net;
using System.Text.RegularExpressions;
using Gcd.Infrastructure.Tokens;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Gcd.Features.Account;

/// <summary>The account page as a browser without scripts meets it.</summary>
public sealed partial class AccountTests
{
    [Fact]
    public async Task A_sign_in_that_the_browser_began_opens_the_account_and_the_token_page_stays_as_it_was()
    {
        await using var world = await World.StartAsync();
        var account = world.AddLabelled();
        using var browser = new PlainBrowser(world);
        var page = await browser.SignInAsync(account);
        Assert.Contains("Signed in as", page, StringComparison.Ordinal);
        Assert.Contains(">Account</a>", page, StringComparison.Ordinal);

        var html = await browser.GetAsync("/account");
        Assert.Contains(account.Email, html, StringComparison.Ordinal);
        Assert.Contains("Family", html, StringComparison.Ordinal);
        Assert.Contains("This browser", html, StringComparison.Ordinal);
        Assert.Contains("Go to your account", await browser.GetAsync("/"), StringComparison.Ordinal);
        Assert.Contains("Sign in with Google", await new PlainBrowser(world).GetAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_that_a_program_began_signs_no_browser_in()
    {
        await using var world = await World.StartAsync();
        var callback = await world.ConsentAsync(world.NewAccount());
        using var browser = new PlainBrowser(world);
        var page = await browser.GetAsync(callback.PathAndQuery);
        Assert.Contains("Signed in as", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">Account</a>", page, StringComparison.Ordinal);
        Assert.Contains("Sign in to download your contacts", await browser.GetAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_is_new_at_each_sign_in_out_of_reach_of_scripts_and_the_earlier_session_ends()
    {
        await using var world = await World.StartAsync();
        using var browser = new PlainBrowser(world);
        browser.Cookies["gcd-session"] = "gcd_chosenbyanattacker";
        await browser.SignInAsync(world.NewAccount());
        var first = browser.Cookies["gcd-session"];
        Assert.StartsWith("gcd_", first, StringComparison.Ordinal);
        Assert.NotEqual("gcd_chosenbyanattacker", first);
        Assert.Contains("httponly", browser.LastSetCookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", browser.LastSetCookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(first, world.Logs.Text, StringComparison.Ordinal);

        await browser.SignInAsync(world.NewAccount());
        Assert.NotEqual(first, browser.Cookies["gcd-session"]);
        using var old = new PlainBrowser(world);
        old.Cookies["gcd-session"] = first;
        Assert.Contains("Sign in to download your contacts", await old.GetAsync("/account"), StringComparison.Ordinal);
        // A session is no token.
        using var me = await world.GetAsync("/me", browser.Cookies["gcd-session"]);
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
    }

    [Fact]
    public async Task The_page_downloads_by_label_and_property()
    {
        await using var world = await World.StartAsync();
        using var browser = new PlainBrowser(world);
        await browser.SignInAsync(world.AddLabelled());
        using var reply = await browser.SendAsync(HttpMethod.Get, "/account/download?format=json&label=contactGroups/f1&has=phone");
        Assert.Equal("1", await reply.NamesAsync());
        using var anonymous = await world.GetAsync("/account/download?format=json");
        await anonymous.AssertProblemAsync(HttpStatusCode.Forbidden, "You are signed out");
    }

    [Fact]
    public async Task A_link_and_a_token_are_made_shown_once_listed_and_ended()
    {
        await using var world = await World.StartAsync();
        using var browser = new PlainBrowser(world);
        await browser.SignInAsync(world.AddLabelled());
        var made = await browser.PostAsync("/account/links", ("name", "Kitchen"), ("format", "yealink"), ("label", "contactGroups/f1"), ("has", "phone"));
        var link = Secret().Match(made).Groups[1].Value;
        Assert.StartsWith(world.Address.AbsoluteUri + "export/", link, StringComparison.Ordinal);
        using (var file = await world.GetAsync(new Uri(link).AbsolutePath))
        {
            Assert.Contains("<Name>1</Name>", await file.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var token = Secret().Match(await browser.PostAsync("/account/tokens", ("name", "Backup"), ("format", "people"), ("format", "json"))).Groups[1].Value;
        using (var file = await world.GetAsync("/download?format=people", token))
        {
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }

        var page = await browser.GetAsync("/account");
        Assert.Contains("Kitchen", page, StringComparison.Ordinal);
        Assert.Contains("yealink, labelled <bdi>Family</bdi>, with a phone number", page, StringComparison.Ordinal);
        Assert.Contains("people, json", page, StringComparison.Ordinal);
        Assert.DoesNotContain(link.Split('/')[4], page, StringComparison.Ordinal);
        Assert.DoesNotContain(token, page, StringComparison.Ordinal);

        var id = Regex.Match(page, "id=\"(tok_[^\"]+)\"><bdi>Kitchen").Groups[1].Value;
        Assert.DoesNotContain("Kitchen", await browser.PostAsync("/account/end", ("id", id)), StringComparison.Ordinal);
        using var gone = await world.GetAsync(new Uri(link).AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        // A second press of the button.
        Assert.Contains("Your account", await browser.PostAsync("/account/end", ("id", id)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account/tokens")]
    [InlineData("/account/links")]
    [InlineData("/account/end")]
    [InlineData("/account/sign-out")]
    [InlineData("/account/disconnect")]
    public async Task A_form_without_the_token_of_this_session_or_of_another_site_changes_nothing(string path)
    {
        await using var world = await World.StartAsync();
        using var browser = new PlainBrowser(world);
        await browser.SignInAsync(world.NewAccount());
        using var other = new PlainBrowser(world);
        await other.SignInAsync(world.NewAccount());
        var before = world.Services.GetRequiredService<ITokenStore>().Counts;
        var own = await browser.FormTokenAsync();

        foreach (var (token, header, value) in new[]
        {
            (null, null, null), ("", null, null), (await other.FormTokenAsync(), null, null), (own, "Origin", "https://evil.example"), (own, "Sec-Fetch-Site", "cross-site"), (own, "Sec-Fetch-Site", "same-site"),
        })
        {
            using var reply = await browser.SendAsync(HttpMethod.Post, path, [("form_token", token), ("format", "csv"), ("sure", "yes")], header, value);
            await reply.AssertProblemAsync(HttpStatusCode.Forbidden, "The form is none of this page");
        }

        using var notAForm = await browser.SendAsync(HttpMethod.Post, path, form: null);
        await notAForm.AssertProblemAsync(HttpStatusCode.Forbidden, "The form is none of this page");
        Assert.Equal(before, world.Services.GetRequiredService<ITokenStore>().Counts);
        Assert.Contains("Your account", await browser.GetAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_was_open_when_the_session_ended_says_so_and_changes_nothing()
    {
        await using var world = await World.StartAsync();
        using var browser = new PlainBrowser(world);
        await browser.SignInAsync(world.NewAccount());
        var token = await browser.FormTokenAsync();
        world.Time.Shift = TimeSpan.FromHours(13);
        using var reply = await browser.SendAsync(HttpMethod.Post, "/account/tokens", [("form_token", token)]);
        await reply.AssertProblemAsync(HttpStatusCode.Forbidden, "You are signed out");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_alone()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        using var browser = new PlainBrowser(world);
        await browser.SignInAsync(account);
        var session = browser.Cookies["gcd-session"];
        Assert.Contains("Sign in to download your contacts", await browser.PostAsync("/account/sign-out"), StringComparison.Ordinal);
        Assert.DoesNotContain("gcd-session", browser.Cookies.Keys);
        browser.Cookies["gcd-session"] = session;
        Assert.Contains("Sign in to download your contacts", await browser.GetAsync("/account"), StringComparison.Ordinal);
        using var me = await world.GetAsync("/me", token);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
    }

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task Disconnecting_removes_everything_and_tells_google(string store)
    {
        await using var world = await World.StartAsync(("TOKEN_STORE", store));
        var account = world.AddLabelled();
        var token = await world.SignInAsync(account);
        var link = await world.MakeLinkAsync(token, """{"format":"vcard"}""");
        using var browser = new PlainBrowser(world);
        await browser.SignInAsync(account);
        using (var unsure = await browser.SendAsync(HttpMethod.Post, "/account/disconnect", [("form_token", await browser.FormTokenAsync())]))
        {
            await unsure.AssertProblemAsync(HttpStatusCode.BadRequest, "The box was not ticked");
        }

        Assert.Contains("Everything is removed", await browser.PostAsync("/account/disconnect", ("sure", "yes")), StringComparison.Ordinal);
        Assert.Equal(default, world.Services.GetRequiredService<ITokenStore>().Counts);
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Revoke]);
        using var me = await world.GetAsync("/me", token);
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
        using var file = await world.GetAsync(link);
        Assert.Equal(HttpStatusCode.NotFound, file.StatusCode);
        Assert.Contains("Sign in to download your contacts", await browser.GetAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoking_the_last_token_ends_the_session_too()
    {
        await using var world = await World.StartAsync();
        using var browser = new PlainBrowser(world);
        var page = await browser.SignInAsync(world.NewAccount());
        var token = Regex.Match(page, "gcd_[0-9A-Za-z]{49}").Value;
        using var revoked = await world.SendAsync(HttpMethod.Post, "/token/revoke", token);
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Revoke]);
        Assert.Contains("Sign in to download your contacts", await browser.GetAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_twenty_first_browser_signs_the_first_one_out()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        using var first = new PlainBrowser(world);
        await first.SignInAsync(account);
        for (var i = 0; i < 20; i++)
        {
            world.Time.Shift += TimeSpan.FromSeconds(1);
            using var another = new PlainBrowser(world);
            await another.SignInAsync(account);
        }

        Assert.Contains("Sign in to download your contacts", await first.GetAsync("/account"), StringComparison.Ordinal);
        Assert.Equal(20, world.Services.GetRequiredService<ITokenStore>().Counts.Sessions);

        // All have ended, and the purge has not come by.
        world.Time.Shift += TimeSpan.FromHours(13);
        using var late = new PlainBrowser(world);
        await late.SignInAsync(account);
        Assert.Contains("This browser", await late.GetAsync("/account"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "Google has confirmed")]
    [InlineData(400, "One step is left")]
    public async Task Ending_the_last_token_says_that_everything_is_removed_and_whether_google_confirmed_it(int status, string expected)
    {
        await using var world = await World.StartAsync();
        using var browser = new PlainBrowser(world);
        await browser.SignInAsync(world.NewAccount());
        if (status != 200)
        {
            world.Google.Faults.Add(new Gcd.Sandbox.Faults.Fault { Operation = GoogleOperation.Revoke, Status = status, Body = """{"error":"invalid_request"}""", Times = 10 });
        }

        var id = Regex.Match(await browser.GetAsync("/account"), "id=\"(tok_[^\"]+)\"><bdi>No name").Groups[1].Value;
        var page = await browser.PostAsync("/account/end", ("id", id));
        Assert.Contains("Everything is removed", page, StringComparison.Ordinal);
        Assert.Contains(expected, page, StringComparison.Ordinal);
        Assert.DoesNotContain("gcd-session", browser.Cookies.Keys);
    }

    [Fact]
    public async Task Names_and_labels_say_anything_and_the_page_shows_it_as_text()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        account.Groups.Add(AccountGroup.Own("x1", "<script>alert(1)</script>"));
        using var browser = new PlainBrowser(world);
        await browser.SignInAsync(account);
        await browser.PostAsync("/account/tokens", ("name", "\"'&quot;"), ("label", "contactGroups/x1"));
        Assert.DoesNotContain("<script>alert", await browser.GetAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_https_the_cookie_has_the_prefix_that_keeps_others_from_setting_it()
    {
        await using var world = await World.StartAsync(("OAUTH_REDIRECT_URI", "https://contacts.example.com/oauth2callback"));
        using var browser = new PlainBrowser(world) { Host = "contacts.example.com", Scheme = "https" };
        await browser.SignInAsync(world.NewAccount());
        Assert.StartsWith("__Host-gcd-session=", browser.LastSetCookie, StringComparison.Ordinal);
        Assert.Contains("secure", browser.LastSetCookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", browser.LastSetCookie, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex("id=\"secret\"[^>]* value=\"([^\"]+)\"")]
    private static partial Regex Secret();
}
