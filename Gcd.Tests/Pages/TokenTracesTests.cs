using System.Text.RegularExpressions;
using Gcd.Tests.Fixtures;
using Microsoft.Playwright;

namespace Gcd.Tests.Pages;

/// <summary>The token stands on one page, once; the browser keeps it nowhere.</summary>
[Collection(InTheBrowser.Name)]
public sealed class TokenTracesTests(PagesUnderTest pages)
{
    [SkippableFact]
    public async Task The_code_leaves_the_address_bar_and_the_history()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        await visitor.SignInAsync(world.NewAccount());

        await Assertions.Expect(visitor.Page).Not.ToHaveURLAsync(new Regex("code=|state="));
        Assert.All(await visitor.HistoryAsync(), address => Assert.DoesNotContain("code=4", address, StringComparison.Ordinal));
        Assert.DoesNotContain("code=", await visitor.Page.EvaluateAsync<string>("JSON.stringify(history.state) + document.referrer"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task No_address_no_cookie_no_storage_and_no_history_holds_the_token()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        var token = await visitor.SignInAsync(world.NewAccount());
        await visitor.UnfoldAsync();
        await visitor.Button("Copy token").ClickAsync();
        await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.DownloadAsync("json"));

        var cookies = await visitor.CookiesAsync();
        var inPage = await visitor.Page.EvaluateAsync<string>("async () => JSON.stringify([history.state, { ...localStorage }, { ...sessionStorage }, await caches.keys(), location.href, document.title])");
        string[] traces = [.. visitor.Addresses, .. await visitor.HistoryAsync(), .. cookies.Select(cookie => cookie.Name + cookie.Value), await visitor.StorageAsync(), inPage];
        Assert.DoesNotContain(traces, trace => trace.Contains(token, StringComparison.Ordinal));
        // The sign-in's own cookie, which ends with the sign-in's time, and that of the account page.
        Assert.Equal(["gcd-flow", "gcd-session"], cookies.Where(cookie => cookie.Domain == "localhost").Select(cookie => cookie.Name).Order());
        visitor.AssertClean();
    }

    /// <summary>Without script, a browser that keeps whole pages may show it for some minutes more, no-store or not: only a script can empty a page.</summary>
    [SkippableTheory]
    [InlineData(BrowserLaunch.Ordinary, true)]
    [InlineData(BrowserLaunch.Ordinary, false)]
    [InlineData(BrowserLaunch.KeepsPages, true)]
    internal async Task After_the_success_page_was_left_Back_does_not_show_the_token(BrowserLaunch launch, bool hasScript)
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync(new VisitorOptions { Launch = launch, HasScript = hasScript });
        var token = await visitor.SignInAsync(world.NewAccount());
        await visitor.Page.Locator("header nav").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Home" }).ClickAsync();
        await visitor.ArriveAsync(address => address == world.Address.AbsoluteUri);
        await visitor.GoBackAsync();

        Assert.Contains("/oauth2callback", visitor.Page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(token, await visitor.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(token, await visitor.Page.EvaluateAsync<string>("[...document.querySelectorAll('input')].map(one => one.value).join()"), StringComparison.Ordinal);
        visitor.AssertClean();
    }
}
