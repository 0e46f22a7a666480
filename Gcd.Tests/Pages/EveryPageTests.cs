using Microsoft.Playwright;

namespace Gcd.Tests.Pages;

/// <summary>What holds for every page, whatever stands on it.</summary>
[Collection(InTheBrowser.Name)]
public sealed class EveryPageTests(PagesUnderTest pages)
{
    private const int LargestPage = 100 * 1024;

    [SkippableTheory]
    [MemberData(nameof(SitePages.Names), MemberType = typeof(SitePages))]
    public async Task Every_page_stands_in_the_same_frame(string name)
    {
        await using var visitor = await pages.VisitAsync(name);
        var page = visitor.Page;

        await Assertions.Expect(visitor.Heading).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("body > header")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("main#main")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("body > footer")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("head > link[rel=stylesheet]")).ToHaveCountAsync(1);
        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Matches(@"^\S.* - Gcd$", await page.TitleAsync());
        foreach (var target in new[] { "/", "/privacy_policy", "/swagger", "/health", "/metrics" })
        {
            await Assertions.Expect(page.Locator($"a[href='{target}']")).Not.ToHaveCountAsync(0);
        }

        visitor.AssertClean();
    }

    [SkippableTheory]
    [MemberData(nameof(SitePages.Names), MemberType = typeof(SitePages))]
    public async Task No_page_weighs_more_than_100_KB_with_all_that_it_loads(string name)
    {
        await using var visitor = await pages.VisitAsync(name);
        // Before any compression. The icon is asked for outside of the page's own account.
        var weight = await visitor.Page.EvaluateAsync<int>(
            """
            async () => {
              const icon = await fetch(document.querySelector('link[rel=icon]').href);
              const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
              const files = new Map(entries.filter(entry => !entry.name.endsWith(icon.url)).map(entry => [entry.name, entry.decodedBodySize]));
              return [...files.values()].reduce((sum, size) => sum + size, (await icon.arrayBuffer()).byteLength);
            }
            """);
        Assert.InRange(weight, 1, LargestPage);
    }

    [SkippableTheory]
    [MemberData(nameof(SitePages.Names), MemberType = typeof(SitePages))]
    public async Task No_page_has_a_script_or_a_style_of_its_own_inside(string name)
    {
        await using var visitor = await pages.VisitAsync(name);
        // The policy would stop them; here they are not even written.
        Assert.Equal(0, await visitor.Page.Locator("script:not([src]), style, [style], [onclick], [onload], [onerror]").CountAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(SitePages.Names), MemberType = typeof(SitePages))]
    public async Task No_link_on_any_page_leads_nowhere(string name)
    {
        await using var visitor = await pages.VisitAsync(name);
        var world = await pages.WorldAsync();
        var targets = await visitor.Page.Locator("a[href], link[href], script[src]").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('href') ?? one.getAttribute('src'))");
        foreach (var target in targets.Where(target => target.StartsWith('/')).Distinct())
        {
            using var reply = await world.GetAsync(target, accept: "text/html");
            Assert.True((int)reply.StatusCode < 400, $"{target} answers {(int)reply.StatusCode}.");
        }

        foreach (var part in targets.Where(target => target.StartsWith('#')))
        {
            Assert.Equal(1, await visitor.Page.Locator(part).CountAsync());
        }
    }
}
