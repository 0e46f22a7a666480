using System.Text.RegularExpressions;
using Gcd.Tests.Fixtures;
using Microsoft.Playwright;

namespace Gcd.Tests.Pages;

/// <summary>Every refusal tells a person what went wrong, who can fix it, and what to do.</summary>
[Collection(InTheBrowser.Name)]
public sealed partial class RefusalPageTests(PagesUnderTest pages)
{
    [SkippableFact]
    public async Task Who_refuses_at_google_is_told_so_and_can_try_again()
    {
        var world = await pages.WorldAsync();
        var account = world.NewAccount();
        await using var visitor = await pages.VisitAsync();
        await visitor.GoToConsentAsync();
        await visitor.AnswerAsync(account, "Refuse", withContacts: true);
        await AssertExplainedAsync(visitor, "denied", "you");

        await TryAgainAsync(visitor);
        await visitor.AnswerAsync(account, "Allow", withContacts: true);
        await Assertions.Expect(visitor.Heading).ToContainTextAsync(account.Email);
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task Who_unticks_the_contacts_is_told_so_and_can_try_again()
    {
        var world = await pages.WorldAsync();
        var account = world.NewAccount();
        await using var visitor = await pages.VisitAsync();
        await visitor.GoToConsentAsync();
        await visitor.AnswerAsync(account, "Allow", withContacts: false);
        await AssertExplainedAsync(visitor, "contacts", "you");

        await TryAgainAsync(visitor);
        await visitor.AnswerAsync(account, "Allow", withContacts: true);
        await Assertions.Expect(visitor.Heading).ToContainTextAsync(account.Email);
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task An_address_opened_twice_shows_no_token_the_second_time_and_leaves_the_first_token_valid()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        var callback = await SitePages.CallbackOfAsync(visitor, world);
        await visitor.GoAsync(callback);
        var token = await visitor.Page.Locator("#token").InputValueAsync();
        await visitor.GoAsync(callback, 400);
        await AssertExplainedAsync(visitor, "used before", "you");

        await Assertions.Expect(visitor.Page.Locator("#token")).ToHaveCountAsync(0);
        using var me = await world.GetAsync("/me", token);
        Assert.True(me.IsSuccessStatusCode);
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task Who_reloads_the_success_page_gets_no_second_token_and_is_told_why()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        var token = await visitor.SignInAsync(world.NewAccount());
        await visitor.Page.ReloadAsync();

        Assert.DoesNotContain("gcd_", await visitor.Page.ContentAsync(), StringComparison.Ordinal);
        await AssertExplainedAsync(visitor, "can't be shown again", "you");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("it still works");
        using var me = await world.GetAsync("/me", token);
        Assert.True(me.IsSuccessStatusCode);
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task Who_comes_back_after_ten_minutes_is_told_so_and_can_try_again()
    {
        var world = await pages.WorldAsync();
        var account = world.NewAccount();
        await using var visitor = await pages.VisitAsync();
        await visitor.GoToConsentAsync();
        await SitePages.AtAsync(world, TimeSpan.FromMinutes(11), () => visitor.AnswerAsync(account, "Allow", withContacts: true));
        await AssertExplainedAsync(visitor, "expired", "you");

        await TryAgainAsync(visitor);
        await visitor.AnswerAsync(account, "Allow", withContacts: true);
        await Assertions.Expect(visitor.Heading).ToContainTextAsync(account.Email);
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task Another_persons_browser_gets_no_token_of_a_sign_in_it_did_not_begin()
    {
        var world = await pages.WorldAsync();
        await using var victim = await pages.VisitAsync();
        await using var attacker = await pages.VisitAsync();
        var callback = await SitePages.CallbackOfAsync(attacker, world);
        await victim.GoAsync(callback, 400);
        await AssertExplainedAsync(victim, "browser", "you");

        Assert.DoesNotContain("gcd_", await victim.Page.ContentAsync(), StringComparison.Ordinal);
        victim.AssertClean();
    }

    [SkippableTheory]
    [InlineData("access_denied", 400, "you")]
    [InlineData("org_internal", 400, null)]
    [InlineData("admin_policy_enforced", 400, null)]
    [InlineData("redirect_uri_mismatch", 400, "operator")]
    [InlineData("rate_limit_exceeded", 429, null)]
    [InlineData("something_new", 400, null)]
    public async Task Every_error_that_google_sends_back_has_a_page_of_its_own(string error, int status, string? turn)
    {
        await using var visitor = await pages.VisitAsync();
        await visitor.GoAsync($"/oauth2callback?error={error}", status);
        await AssertExplainedAsync(visitor, string.Empty, turn);
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task Redirect_uri_mismatch_shows_the_operator_the_exact_address_to_add()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync("redirect-uri-mismatch");
        await Assertions.Expect(visitor.Page.Locator("main code").GetByText(new Uri(world.Address, "/oauth2callback").AbsoluteUri, new LocatorGetByTextOptions { Exact = true }).First).ToBeVisibleAsync();
    }

    [SkippableTheory]
    [InlineData("sign-in-without-credentials", "operator", "Try again")]
    [InlineData("google-fails", "operator", "Sign in again")]
    [InlineData("internal-error", null, "Try again")]
    [InlineData("token-missing", "you", "Sign in with Google")]
    [InlineData("not-found", "you", "Sign in with Google")]
    public async Task Every_other_refusal_is_explained_in_the_same_way(string name, string? turn, string way)
    {
        await using var visitor = await pages.VisitAsync(name);
        await AssertExplainedAsync(visitor, string.Empty, turn, way);
        visitor.AssertClean();
    }

    [SkippableTheory]
    [InlineData("token-missing", "Sign in with Google")]
    [InlineData("no-flow", "Sign in again")]
    [InlineData("not-found", "Home")]
    public async Task The_one_main_button_is_what_most_people_want(string name, string button)
    {
        await using var visitor = await pages.VisitAsync(name);
        await Assertions.Expect(visitor.Page.Locator("main .button")).ToHaveTextAsync(button);
    }

    /// <summary>What went wrong, who can fix it, numbered steps, and a way on.</summary>
    private static async Task AssertExplainedAsync(Visitor visitor, string heading, string? turn, string way = "Sign in again")
    {
        await Assertions.Expect(visitor.Heading).ToContainTextAsync(heading, new LocatorAssertionsToContainTextOptions { IgnoreCase = true });
        await Assertions.Expect(visitor.Page.Locator("[data-turn]")).ToHaveCountAsync(1);
        await Assertions.Expect(visitor.Page.Locator("[data-turn]")).ToHaveAttributeAsync("data-turn", turn is null ? YouOrOperator() : new Regex($"^{turn}$"));
        await Assertions.Expect(visitor.Page.Locator("[data-turn]")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("main ol > li").First).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = way })).ToHaveAttributeAsync("href", "/auth");
    }

    private static async Task TryAgainAsync(Visitor visitor)
    {
        await visitor.Link("Sign in again").ClickAsync();
        await visitor.Link("Continue to Google").ClickAsync();
    }

    [GeneratedRegex("^(you|operator)$")]
    private static partial Regex YouOrOperator();
}
