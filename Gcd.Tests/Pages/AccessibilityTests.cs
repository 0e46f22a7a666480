using Gcd.Tests.Fixtures;
using Microsoft.Playwright;

namespace Gcd.Tests.Pages;

[Collection(InTheBrowser.Name)]
public sealed class AccessibilityTests(PagesUnderTest pages)
{
    [SkippableTheory]
    [MemberData(nameof(LayoutTests.InBothThemes), MemberType = typeof(LayoutTests))]
    public async Task Axe_finds_no_violation_of_wcag_2_2_aa(string name, ColorScheme theme)
    {
        await using var visitor = await pages.VisitAsync(name, new VisitorOptions { Theme = theme });
        await Axe.AssertNoViolationsAsync(visitor.Page);
    }

    [SkippableFact]
    public async Task Axe_finds_no_violation_while_a_download_runs_and_after_it()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        var account = world.NewAccount(contacts: 2 * PagesUnderTest.PageSize);
        await visitor.SignInAsync(account);
        using (HeldPage.Of(world, account, PagesUnderTest.PageSize))
        {
            await visitor.Page.Locator("button[data-format=csv]").ClickAsync();
            await Assertions.Expect(visitor.Page.Locator("#download-progress")).ToBeVisibleAsync();
            await Axe.AssertNoViolationsAsync(visitor.Page);
        }

        await Eventually.TrueAsync(() => Task.FromResult(visitor.Downloads.Count == 1));
        await Axe.AssertNoViolationsAsync(visitor.Page);
    }
}
