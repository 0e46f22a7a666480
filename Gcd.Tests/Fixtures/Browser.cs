using Microsoft.Playwright;

namespace Gcd.Tests.Fixtures;

/// <summary>Debian's Chromium in the form that has no windows at all, which is twice as quick; started by the first test that needs it and shared by all.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly float PatienceMilliseconds = (float)Patience.Limit.TotalMilliseconds;

    private readonly Dictionary<BrowserLaunch, IBrowser> launched = [];
    private IPlaywright? playwright;

    /// <summary>A person with a browser profile of their own: no cookie, nothing in the cache.</summary>
    public async Task<Visitor> VisitAsync(World world, VisitorOptions? options = null)
    {
        options ??= new VisitorOptions();
        var browser = await LaunchAsync(options.Launch);
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = world.Address.AbsoluteUri,
            // Nothing glides, so that what is looked at stands still.
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = options.Width, Height = options.Height },
            JavaScriptEnabled = options.HasScript,
            Permissions = options.Permissions,
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(PatienceMilliseconds);
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        return await Visitor.OpenAsync(context, world);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in launched.Values)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    private async Task<IBrowser> LaunchAsync(BrowserLaunch launch)
    {
        if (launched.TryGetValue(launch, out var running))
        {
            return running;
        }

        var chromium = Tool.Require("chromium-headless-shell");
        playwright ??= await Playwright.CreateAsync();
        return launched[launch] = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Timeout = PatienceMilliseconds,
            Args = [.. Arguments(launch)],
            IgnoreDefaultArgs = launch == BrowserLaunch.KeepsPages ? ["--disable-back-forward-cache"] : null,
        });
    }

    private static IEnumerable<string> Arguments(BrowserLaunch launch)
    {
        // Nothing that Chromium itself would fetch.
        yield return "--disable-background-networking";
        yield return "--disable-component-update";
        yield return "--disable-sync";
        yield return "--no-first-run";
        if (Environment.IsPrivilegedProcess)
        {
            // Chromium's sandbox refuses root.
            yield return "--no-sandbox";
        }

        if (launch == BrowserLaunch.LargeText)
        {
            yield return "--blink-settings=defaultFontSize=32,defaultFixedFontSize=26";
        }
    }
}
