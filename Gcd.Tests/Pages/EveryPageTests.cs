using Gcd.Tests.Fixtures;
using Microsoft.Playwright;

namespace Gcd.Tests.Pages;

/// <summary>What holds for every page, whatever stands on it.</summary>
[Collection(InTheBrowser.Name)]
public sealed class EveryPageTests(PagesUnderTest pages)
{
    private const int LargestPage = 100 * 1024;

    // Of the page and all that it loads, before any compression. The icon is asked for outside of the page's own account.
    private const string Weight =
        """
        async () => {
          const icon = await fetch(document.querySelector('link[rel=icon]').href);
          const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
          const files = new Map(entries.filter(entry => entry.name !== icon.url).map(entry => [entry.name, entry.decodedBodySize]));
          return [...files.values()].reduce((sum, size) => sum + size, (await icon.arrayBuffer()).byteLength);
        }
        """;

    [SkippableTheory]
    [MemberData(nameof(SitePages.Names), MemberType = typeof(SitePages))]
    public async Task Every_page_has_the_same_frame_no_code_inside_no_dead_link_and_less_than_100_KB(string name)
    {
        await using var visitor = await pages.VisitAsync(name);
        await AssertFrameAsync(visitor);
        // The policy would stop a script or a style inside of the page; here they are not even written.
        Assert.Equal(0, await visitor.Page.Locator("script:not([src]), style, [style], [onclick], [onload], [onerror]").CountAsync());
        await AssertNoDeadLinkAsync(visitor.Page);
        Assert.InRange(await visitor.Page.EvaluateAsync<int>(Weight), 1, LargestPage);
        visitor.AssertClean();
    }

    private static async Task AssertFrameAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await Assertions.Expect(visitor.Heading).ToHaveCountAsync(1);
        foreach (var part in new[] { "body > header", "header nav[aria-label]", "main#main", "body > footer", "head > link[rel=stylesheet]" })
        {
            await Assertions.Expect(page.Locator(part)).ToHaveCountAsync(1);
        }

        foreach (var target in new[] { "/", "/auth", "/privacy_policy", "/swagger", "/openapi/v1.json" })
        {
            await Assertions.Expect(page.Locator($"a[href='{target}']")).Not.ToHaveCountAsync(0);
        }

        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Matches(@"^\S.* - Gcd$", await page.TitleAsync());
    }

    private async Task AssertNoDeadLinkAsync(IPage page)
    {
        var world = await pages.WorldAsync();
        var targets = await page.Locator("a[href], link[href], script[src]").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('href') ?? one.getAttribute('src'))");
        foreach (var target in targets.Where(target => target.StartsWith('/')).Distinct())
        {
            using var reply = await world.GetAsync(target, accept: "text/html");
            Assert.True((int)reply.StatusCode < 400, $"{target} answers {(int)reply.StatusCode}.");
        }

        foreach (var part in targets.Where(target => target.StartsWith('#')))
        {
            Assert.Equal(1, await page.Locator(part).CountAsync());
        }
    }
}
