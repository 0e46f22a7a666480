using System.Net;
using Gcd.Tests.Fixtures;
using Microsoft.Playwright;

namespace Gcd.Tests.Pages;

/// <summary>From Home over Google's consent page to a token, as a person goes.</summary>
[Collection(InTheBrowser.Name)]
public sealed class SignInFlowTests(PagesUnderTest pages)
{
    [SkippableFact]
    public async Task The_way_from_home_ends_with_a_token_that_downloads_the_persons_contacts()
    {
        var world = await pages.WorldAsync();
        var account = world.NewAccount(contacts: 3, canary: "canary-of-this-person");
        await using var visitor = await pages.VisitAsync();
        await visitor.GoToConsentAsync();
        await visitor.AnswerAsync(account, "Allow", withContacts: true);
        await Assertions.Expect(visitor.Heading).ToContainTextAsync(account.Email);
        var token = await visitor.Page.Locator("#token").InputValueAsync();

        using var me = await world.GetAsync("/me", token);
        Assert.Equal(account.Email, (string)(await me.ReadJsonAsync())["user_email"]!);
        using var download = await world.GetAsync("/download?format=csv", token);
        Assert.Contains("canary-of-this-person", await download.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task The_success_page_shows_the_token_once_and_commands_with_the_real_address()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        var token = await visitor.SignInAsync(world.NewAccount());
        var commands = string.Join('\n', await visitor.Page.Locator("pre code").AllTextContentsAsync());

        Assert.Equal(2, (await visitor.Page.ContentAsync()).Split(token).Length);
        Assert.Contains(new Uri(world.Address, "/download?format=csv").AbsoluteUri, commands, StringComparison.Ordinal);
        Assert.Contains(new Uri(world.Address, "/token/revoke").AbsoluteUri, commands, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_token_waits_folded_below_the_download()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        await visitor.SignInAsync(world.NewAccount());
        await Assertions.Expect(visitor.Button("Download CSV")).ToBeInViewportAsync();
        await Assertions.Expect(visitor.Page.Locator("#token")).Not.ToBeVisibleAsync();

        await visitor.UnfoldAsync();
        await Assertions.Expect(visitor.Page.Locator("#token")).ToBeVisibleAsync();
    }

    /// <summary>In a shell, where the first one asks for the token.</summary>
    [SkippableFact]
    public async Task Every_command_of_the_success_page_works_as_its_button_copies_it()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        var token = await visitor.SignInAsync(world.NewAccount());
        await visitor.UnfoldAsync();
        var folder = Directory.CreateTempSubdirectory("gcd-commands-");
        var bash = Tool.Require("bash");
        Tool.Require("curl");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "typed"), token + "\n");
        var copies = visitor.Page.Locator("[data-copy]");
        var count = await copies.CountAsync();
        Assert.NotEqual(0, count);
        for (var command = 0; command < count; command++)
        {
            await copies.Nth(command).ClickAsync();
            await Assertions.Expect(visitor.Page.Locator(".command [role=status]").Nth(command)).ToHaveTextAsync("Copied");
            var copied = await visitor.ReadClipboardAsync();
            var (exitCode, _, errors) = await Tool.RunAsync(bash, "-c", $"set -e\ncd '{folder.FullName}'\nexport HOME=\"$PWD\"\nexec < typed\n{copied}");
            Assert.True(exitCode == 0, $"{copied}\n{errors}");
            Assert.DoesNotContain(token, copied, StringComparison.Ordinal);
        }

        // The last one ended the access.
        using var me = await world.GetAsync("/me", token);
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
        Assert.True(File.Exists(Path.Combine(folder.FullName, "contacts.csv")) && File.Exists(Path.Combine(folder.FullName, "contacts.json")));
        var (_, mode, _) = await Tool.RunAsync(bash, "-c", $"stat -c %a '{folder.FullName}/.gcd-header'");
        Assert.Equal("600", mode.Trim());
        folder.Delete(recursive: true);
    }

    [SkippableFact]
    public async Task The_sign_in_page_shows_the_operator_the_redirect_uri()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        await visitor.GoAsync("/auth");
        var uri = visitor.Page.GetByText(new Uri(world.Address, "/oauth2callback").AbsoluteUri).First;
        await Assertions.Expect(uri).Not.ToBeVisibleAsync();
        await visitor.Page.Locator("details > summary").First.ClickAsync();
        await Assertions.Expect(uri).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task A_sign_in_begun_by_a_program_ends_in_any_browser_and_names_the_account()
    {
        var world = await pages.WorldAsync();
        var account = world.NewAccount();
        var callback = await world.ConsentAsync(account);
        await using var visitor = await pages.VisitAsync();
        await visitor.GoAsync(callback.AbsoluteUri);
        await Assertions.Expect(visitor.Heading).ToContainTextAsync(account.Email);
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task Two_tabs_of_one_browser_both_finish()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        var first = await SitePages.CallbackOfAsync(visitor, world);
        var second = await SitePages.CallbackOfAsync(visitor, world);
        await visitor.GoAsync(second);
        await visitor.GoAsync(first);
        await Assertions.Expect(visitor.Page.Locator("#token")).ToBeAttachedAsync();
    }

    [SkippableFact]
    public async Task Somebody_at_127_0_0_1_is_led_to_where_the_sign_in_can_end()
    {
        var world = await pages.WorldAsync();
        var account = world.NewAccount();
        await using var visitor = await pages.VisitAsync();
        visitor.Expect($"other host: http://127.0.0.1:{world.Address.Port}/");
        await visitor.GoAsync($"http://127.0.0.1:{world.Address.Port}/");
        await visitor.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Sign in with Google" }).First.ClickAsync();
        await visitor.Link("Continue to Google").ClickAsync();
        await visitor.AnswerAsync(account, "Allow", withContacts: true);
        await Assertions.Expect(visitor.Page.Locator("#token")).ToBeAttachedAsync();
        visitor.AssertClean();
    }
}
