using System.Runtime.CompilerServices;
using Gcd.Tests.Fixtures;
using Microsoft.Playwright;

namespace Gcd.Tests.Pages;

/// <summary>Nothing is cut and nothing has to be pushed aside, on a phone or on a wide screen, and everybody can read it. SCREENSHOTS=1 leaves pictures in artifacts/screenshots for people to look at.</summary>
[Collection(InTheBrowser.Name)]
public sealed class AppearanceTests(PagesUnderTest pages)
{
    // What runs over the right edge, and what a box of fixed size cuts off. Boxes that scroll on their own may hold more than they show.
    private const string Overruns =
        """
        () => {
          const scrolls = one => one && one !== document.documentElement && (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
          const isSeen = one => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && one.getBoundingClientRect().width > 1;
          const tell = one => `${one.tagName.toLowerCase()}${one.id && '#' + one.id}.${one.className}: ${one.textContent.trim().slice(0, 40)}`;
          const width = document.documentElement.clientWidth;
          const all = [...document.body.querySelectorAll('*')].filter(isSeen);
          const over = all.filter(one => one.getBoundingClientRect().right > width + 1 && !scrolls(one.parentElement)).map(one => 'over the edge: ' + tell(one));
          // An input scrolls by itself.
          const cut = all.filter(one => one.tagName !== 'INPUT' && /hidden|clip/.test(getComputedStyle(one).overflow) && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)).map(one => 'cut: ' + tell(one));
          const scrolled = document.documentElement.scrollWidth > width ? [`the page is ${document.documentElement.scrollWidth} wide in a window of ${width}`] : [];
          return [...scrolled, ...over, ...cut];
        }
        """;

    private static readonly int[] Widths = [320, 768, 1280, 1920];

    [SkippableTheory]
    [MemberData(nameof(SitePages.Names), MemberType = typeof(SitePages))]
    public async Task Every_page_fits_320_to_1920_pixels_in_either_theme_and_axe_finds_no_violation(string name)
    {
        await using var visitor = await pages.VisitAsync(name);
        foreach (var (theme, darkest, lightest) in new[] { (ColorScheme.Light, 200, 255), (ColorScheme.Dark, 0, 60) })
        {
            await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
            foreach (var width in Widths)
            {
                await visitor.Page.SetViewportSizeAsync(width, 800);
                await PhotographAsync(visitor.Page, $"{name}-{theme}-{width}.png");
                Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Overruns));
            }

            Assert.InRange(await BrightnessAsync(visitor.Page), darkest, lightest);
            await Axe.AssertNoViolationsAsync(visitor.Page);
        }

        visitor.AssertClean();
    }

    [SkippableTheory]
    [MemberData(nameof(SitePages.Names), MemberType = typeof(SitePages))]
    public async Task Every_page_fits_with_text_at_200_percent(string name)
    {
        await using var visitor = await pages.VisitAsync(name, new VisitorOptions { Launch = BrowserLaunch.LargeText });
        // The person's size must count: text of a fixed size would fit, and stay small.
        Assert.True(await visitor.Page.EvaluateAsync<double>("Math.min(...[...document.querySelectorAll('p, a, button, li')].map(one => parseFloat(getComputedStyle(one).fontSize)))") >= 24);
        foreach (var width in Widths)
        {
            await visitor.Page.SetViewportSizeAsync(width, 800);
            Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Overruns));
        }
    }

    [SkippableTheory]
    [InlineData("home")]
    [InlineData(SitePages.SuccessUnfolded)]
    public async Task On_a_phone_no_line_of_a_command_breaks_inside_of_a_word(string name)
    {
        await using var visitor = await pages.VisitAsync(name);
        foreach (var width in new[] { 320, 390 })
        {
            await visitor.Page.SetViewportSizeAsync(width, 800);
            // A part on two lines is twice as high as a line.
            Assert.Empty(await visitor.Page.Locator(".command pre span").EvaluateAllAsync<string[]>(
                "all => all.filter(one => one.getBoundingClientRect().height > 1.5 * parseFloat(getComputedStyle(one).lineHeight)).map(one => one.textContent)"));
        }
    }

    // Pictures of whole pages take longer than all that is asked of them here.
    private static Task PhotographAsync(IPage page, string file) =>
        Environment.GetEnvironmentVariable("SCREENSHOTS") == "1"
            ? page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots(), file), FullPage = true })
            : Task.CompletedTask;

    /// <summary>Of the ground that the text stands on, 0 to 255.</summary>
    private static Task<double> BrightnessAsync(IPage page) => page.EvaluateAsync<double>(
        """
        () => {
          const canvas = new OffscreenCanvas(1, 1).getContext('2d');
          canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
          canvas.fillRect(0, 0, 1, 1);
          const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
          return (red + green + blue) / 3;
        }
        """);

    private static string Screenshots([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "artifacts", "screenshots"));
}
