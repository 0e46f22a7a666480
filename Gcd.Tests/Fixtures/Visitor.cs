using Gcd.Sandbox.Accounts;
using Microsoft.Playwright;

namespace Gcd.Tests.Fixtures;

/// <summary>A person at a browser, and everything that goes wrong in it.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly World world;
    private readonly PageWatch watch;

    private Visitor(IBrowserContext context, IPage page, World world, PageWatch watch)
    {
        this.context = context;
        this.world = world;
        this.watch = watch;
        Page = page;
        page.Download += (_, download) => Downloads.Add(download);
    }

    public IPage Page { get; }

    /// <summary>Files that the pages saved.</summary>
    public List<IDownload> Downloads { get; } = [];

    /// <summary>Every address that was asked for, cookies and redirects included in their turn.</summary>
    public IReadOnlyCollection<string> Addresses => watch.Addresses;

    public static async Task<Visitor> OpenAsync(IBrowserContext context, World world)
    {
        var watch = await PageWatch.OverAsync(context, world.Address, world.Google.BaseAddress);
        return new Visitor(context, await context.NewPageAsync(), world, watch);
    }

    /// <summary>Opens an address as if it were typed in.</summary>
    public async Task GoAsync(string address, int status = 200)
    {
        var reply = await Page.GotoAsync(address);
        Assert.True(reply!.Status == status, $"{address} answered {reply.Status}, not {status}.");
    }

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name, Exact = true });

    /// <summary>Presses the button of a format, wherever it stands.</summary>
    public async Task DownloadAsync(string format)
    {
        await Page.Locator("#formats").EvaluateAsync("formats => { formats.open = true; }");
        await Page.Locator($"button[data-format={format}]").ClickAsync();
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });

    /// <summary>The one heading of the first level.</summary>
    public ILocator Heading => Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 });

    /// <summary>Once the address is that of a page, however the browser came to it.</summary>
    public async Task ArriveAsync(Func<string, bool> isThere)
    {
        // Not by Playwright's events, which it misses now and then when the page is there before it looks; the page itself is asked.
        await Eventually.TrueAsync(() => Task.FromResult(isThere(Page.Url)));
        await LoadedAsync();
    }

    /// <summary>From the sign-in page over Google, which asks nothing of an account that it was told, to where Google leads back.</summary>
    public async Task FinishSignInAsync(SimulatedAccount account)
    {
        await GoAsync($"/auth?login_hint={Uri.EscapeDataString(account.Email)}");
        await Link("Continue to Google").ClickAsync();
        await ComeBackAsync();
    }

    /// <summary>Signs in and reads the token off the page.</summary>
    public async Task<string> SignInAsync(SimulatedAccount account)
    {
        await FinishSignInAsync(account);
        return await Page.Locator("#token").InputValueAsync();
    }

    /// <summary>Opens the page where Google asks, from Home, by the links.</summary>
    public async Task GoToConsentAsync()
    {
        await GoAsync("/");
        await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Sign in with Google" }).First.ClickAsync();
        await Link("Continue to Google").ClickAsync();
        await Assertions.Expect(Button("Allow")).ToBeVisibleAsync();
    }

    /// <summary>The browser's own Back.</summary>
    public async Task GoBackAsync()
    {
        // Playwright's own waits for a load, which a page that the browser kept whole never has; so do its waits for an address.
        // Nor is it asked of the page, whose script would now and then be gone before its answer was.
        var left = Page.Url;
        var session = await context.NewCDPSessionAsync(Page);
        var history = await session.SendAsync("Page.getNavigationHistory");
        var earlier = history!.Value.GetProperty("entries")[history.Value.GetProperty("currentIndex").GetInt32() - 1];
        await session.SendAsync("Page.navigateToHistoryEntry", new Dictionary<string, object> { ["entryId"] = earlier.GetProperty("id").GetInt32() });
        await session.DetachAsync();
        await UntilAsync("left => location.href !== left", left);
        await LoadedAsync();
    }

    /// <summary>What Google's page asks, answered by its buttons.</summary>
    public async Task AnswerAsync(SimulatedAccount account, string button, bool withContacts)
    {
        await Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = account.Email }).CheckAsync();
        await Page.GetByRole(AriaRole.Checkbox).SetCheckedAsync(withContacts);
        await Button(button).ClickAsync();
        await ComeBackAsync();
    }

    /// <summary>Lets one fault through whose text has this in it.</summary>
    public void Expect(string fault) => watch.Expect(fault);

    /// <summary>
    /// No console error, no exception, no breach of the content security policy, no dialog, no failed request, no other host. The start page
    /// asks for the state every now and then; that of a service which lacks something is 503, and the browser's console says so.
    /// </summary>
    public void AssertClean()
    {
        var faults = watch.Faults.Where(fault => !(fault.Contains("503", StringComparison.Ordinal) && fault.Contains("/health:", StringComparison.Ordinal))).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    public Task<string> ReadClipboardAsync() => Page.EvaluateAsync<string>("navigator.clipboard.readText()");

    /// <summary>As somebody else's browser, which has none of this one's cookies.</summary>
    public Task ForgetAsync() => context.ClearCookiesAsync();

    public Task<IReadOnlyList<BrowserContextCookiesResult>> CookiesAsync() => context.CookiesAsync();

    public Task<string> StorageAsync() => context.StorageStateAsync(new BrowserContextStorageStateOptions { IndexedDB = true });

    /// <summary>The addresses that Back and Forward lead to, as the browser has them.</summary>
    public async Task<IReadOnlyList<string>> HistoryAsync()
    {
        var session = await context.NewCDPSessionAsync(Page);
        var history = await session.SendAsync("Page.getNavigationHistory");
        await session.DetachAsync();
        return [.. history!.Value.GetProperty("entries").EnumerateArray().SelectMany(entry => new[] { entry.GetProperty("url").GetString()!, entry.GetProperty("userTypedURL").GetString()! })];
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private Task ComeBackAsync() =>
        ArriveAsync(address => address.StartsWith(new Uri(world.Address, "/oauth2callback").AbsoluteUri, StringComparison.Ordinal));

    /// <summary>With all that the page's scripts do at first.</summary>
    private Task LoadedAsync() => UntilAsync("() => document.readyState === 'complete'");

    /// <summary>Asked from outside again and again: Playwright's own waiting lives in the page, where without JavaScript nothing is called later.</summary>
    private Task UntilAsync(string condition, object? argument = null) => Eventually.TrueAsync(async () =>
    {
        try
        {
            return await Page.EvaluateAsync<bool>(condition, argument);
        }
        catch (PlaywrightException fault) when (fault.Message.Contains("context was destroyed", StringComparison.Ordinal))
        {
            // The page that was asked is gone; the next one is asked.
            return false;
        }
    });
}
