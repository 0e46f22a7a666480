using Gcd.Tests.Fixtures;
using Microsoft.Playwright;

namespace Gcd.Tests.Pages;

/// <summary>Every page works without JavaScript; what needs it steps aside for a plain instruction.</summary>
[Collection(InTheBrowser.Name)]
public sealed class WithoutScriptTests(PagesUnderTest pages)
{
    private static readonly VisitorOptions NoScript = new() { HasScript = false };

    [SkippableTheory]
    [MemberData(nameof(SitePages.Names), MemberType = typeof(SitePages))]
    public async Task No_page_shows_a_control_that_would_do_nothing(string name)
    {
        await using var visitor = await pages.VisitAsync(name, NoScript);
        await Assertions.Expect(visitor.Heading).ToBeVisibleAsync();
        // A form's own button sends it; every other one needs a script.
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button).And(visitor.Page.Locator(":not(form button:not([type]))"))).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(0);
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task The_whole_sign_in_works_and_the_token_can_be_copied_by_hand()
    {
        var world = await pages.WorldAsync();
        var account = world.NewAccount();
        await using var visitor = await pages.VisitAsync(NoScript);
        await visitor.GoToConsentAsync();
        await visitor.AnswerAsync(account, "Allow", withContacts: true);

        await visitor.UnfoldAsync();
        await Assertions.Expect(visitor.Page.Locator("#token")).ToBeVisibleAsync();
        using var me = await world.GetAsync("/me", await visitor.Page.Locator("#token").InputValueAsync());
        Assert.Equal(account.Email, (string)(await me.ReadJsonAsync())["user_email"]!);
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task The_success_page_says_that_its_buttons_need_javascript_and_what_to_do_instead()
    {
        var instruction = new PageGetByTextOptions { Exact = false };
        await using var without = await pages.VisitAsync(SitePages.Success, NoScript);
        await Assertions.Expect(without.Page.GetByText("JavaScript", instruction).First).ToBeVisibleAsync();
        await using var with = await pages.VisitAsync(SitePages.Success);
        await Assertions.Expect(with.Page.GetByText("JavaScript", instruction).Filter(new LocatorFilterOptions { Visible = true })).ToHaveCountAsync(0);
    }

    [SkippableFact]
    public async Task Home_shows_the_numbers_of_now()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync("home", NoScript);
        using var health = await world.GetAsync("/health");
        await Assertions.Expect(visitor.Page.Locator("[data-live=users]")).ToHaveTextAsync(((int)(await health.ReadJsonAsync())["authenticated_users"]!).ToString(null as IFormatProvider));
        await Assertions.Expect(visitor.Page.Locator("[data-live=state]")).ToHaveTextAsync(NotBlank.Text);
    }
}
