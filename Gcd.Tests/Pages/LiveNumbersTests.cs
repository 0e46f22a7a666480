using Gcd.Tests.Fixtures;
using Microsoft.Playwright;

namespace Gcd.Tests.Pages;

/// <summary>Home keeps its numbers fresh by itself. The page's clock is set forward, so that nobody waits.</summary>
[Collection(InTheBrowser.Name)]
public sealed class LiveNumbersTests(PagesUnderTest pages)
{
    private const int RefreshMilliseconds = 15_000;

    [SkippableFact]
    public async Task Fifteen_seconds_later_a_new_user_is_counted()
    {
        await using var world = await World.StartAsync();
        await using var visitor = await pages.VisitAsync(world);
        await visitor.Page.Clock.InstallAsync();
        await visitor.GoAsync("/");
        await Assertions.Expect(Users(visitor)).ToHaveTextAsync("0");
        await world.SignInAsync(world.NewAccount());
        await visitor.Page.Clock.FastForwardAsync(RefreshMilliseconds);
        await Assertions.Expect(Users(visitor)).ToHaveTextAsync("1");

        // And again, and again.
        await world.SignInAsync(world.NewAccount());
        await visitor.Page.Clock.FastForwardAsync(RefreshMilliseconds);
        await Assertions.Expect(Users(visitor)).ToHaveTextAsync("2");
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task A_tab_that_is_looked_at_again_is_fresh_at_once()
    {
        await using var world = await World.StartAsync();
        await using var visitor = await pages.VisitAsync(world);
        await visitor.Page.Clock.InstallAsync();
        await visitor.GoAsync("/");
        // What the jump makes it ask is answered before anybody signs in.
        await visitor.Page.RunAndWaitForResponseAsync(() => visitor.Page.Clock.PauseAtAsync(DateTime.UtcNow.AddMinutes(1)), "**/health");
        await Assertions.Expect(Users(visitor)).ToHaveTextAsync("0");
        await world.SignInAsync(world.NewAccount());
        await visitor.Page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
        await Assertions.Expect(Users(visitor)).ToHaveTextAsync("1");
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task The_state_changes_when_the_service_becomes_unready_and_back()
    {
        await using var world = await World.StartAsync();
        await using var visitor = await pages.VisitAsync(world);
        // An unhealthy service answers 503, which Chromium tells in the console.
        visitor.Expect("/health");
        await visitor.Page.Clock.InstallAsync();
        await visitor.GoAsync("/");
        var state = visitor.Page.Locator("[data-live=state]");
        var well = await state.InnerTextAsync();
        File.Delete(world.CredentialsPath);
        await visitor.Page.Clock.FastForwardAsync(RefreshMilliseconds);
        await Assertions.Expect(state).Not.ToHaveTextAsync(well);
        await world.WriteCredentialsAsync();
        await visitor.Page.Clock.FastForwardAsync(RefreshMilliseconds);
        await Assertions.Expect(state).ToHaveTextAsync(well);
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task A_service_that_does_not_answer_is_told_and_comes_back_by_itself()
    {
        await using var world = await World.StartAsync();
        await using var visitor = await pages.VisitAsync(world);
        visitor.Expect("/health");
        await visitor.Page.Clock.InstallAsync();
        await visitor.GoAsync("/");
        var state = visitor.Page.Locator("[data-live=state]");
        var well = await state.InnerTextAsync();
        await world.StopGcdAsync();
        await visitor.Page.Clock.FastForwardAsync(RefreshMilliseconds);
        await Assertions.Expect(state).Not.ToHaveTextAsync(well);
        await world.StartGcdAsync();
        await visitor.Page.Clock.FastForwardAsync(RefreshMilliseconds);
        await Assertions.Expect(state).ToHaveTextAsync(well);
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task Notices_tell_the_operator_what_is_wrong_and_are_absent_when_nothing_is()
    {
        await using var troubled = await pages.VisitAsync("home-with-notices");
        var notices = troubled.Page.Locator("[data-notice]");
        await Assertions.Expect(notices).ToHaveCountAsync(2);
        await Assertions.Expect(notices.Filter(new LocatorFilterOptions { HasText = "GOOGLE_CREDENTIALS" })).ToBeVisibleAsync();
        await Assertions.Expect(notices.Filter(new LocatorFilterOptions { HasText = "GOOGLE_ENCRYPTION_KEY" })).ToBeVisibleAsync();

        // While nothing can be begun, the sign-in is not the main thing.
        await Assertions.Expect(troubled.Page.Locator("main .button")).ToHaveCountAsync(0);

        await using var well = await pages.VisitAsync("home");
        await Assertions.Expect(well.Page.Locator("[data-notice]")).ToHaveCountAsync(0);
    }

    private static ILocator Users(Visitor visitor) => visitor.Page.Locator("[data-live=users]");
}
