using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Gcd.Tests.Fixtures;

/// <summary>Everything that a page must not do, over all pages of one browser profile.</summary>
internal sealed class PageWatch
{
    // Chromium's own word for a document or a file that came with an error status.
    private const string FailedToLoad = "Failed to load resource";

    private readonly ConcurrentQueue<string> faults = new();
    private readonly ConcurrentQueue<string> addresses = new();
    private readonly ConcurrentBag<string> refusedPages = [];
    private readonly List<string> expected = [];
    private readonly HashSet<string> hosts;

    private PageWatch(IEnumerable<Uri> hosts) => this.hosts = [.. hosts.Select(host => host.Authority)];

    public IReadOnlyCollection<string> Addresses => addresses;

    public IReadOnlyList<string> Faults => [.. faults.Where(fault => !IsRefusedPage(fault) && !expected.Exists(part => fault.Contains(part, StringComparison.Ordinal)))];

    public static async Task<PageWatch> OverAsync(IBrowserContext context, params Uri[] hosts)
    {
        var watch = new PageWatch(hosts);
        context.Console += (_, message) => watch.Add(message.Type is "error" or "warning", $"console {message.Type}: {message.Text} at {message.Location}");
        context.WebError += (_, error) => watch.Add(true, $"exception: {error.Error}");
        context.RequestFailed += (_, request) => watch.Add(!IsLeftByItself(request), $"failed request: {request.Url} {request.Failure}");
        context.Request += (_, request) => watch.Look(request);
        context.Response += (_, response) => watch.Look(response);
        context.Dialog += (_, dialog) =>
        {
            watch.Add(true, $"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        // Some breaches reach no console; each of them reaches the document.
        await context.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', breach => console.error('policy breach', breach.effectiveDirective, breach.blockedURI, breach.sourceFile, breach.lineNumber))");
        return watch;
    }

    public void Expect(string fault) => expected.Add(fault);

    /// <summary>A page or a fetch that was left before its end, by a click or by a button that stops it, has not failed.</summary>
    private static bool IsLeftByItself(IRequest request) => request.Failure == "net::ERR_ABORTED";

    /// <summary>An error page has an error's status, which Chromium tells in the console as well.</summary>
    private bool IsRefusedPage(string fault) => fault.Contains(FailedToLoad, StringComparison.Ordinal) && refusedPages.Any(page => fault.Contains($"at {page}:", StringComparison.Ordinal) || fault.Contains($"at {page}#", StringComparison.Ordinal));

    private void Look(IRequest request)
    {
        addresses.Enqueue(request.Url);
        var address = new Uri(request.Url);
        Add(address.Scheme is "http" or "https" && !hosts.Contains(address.Authority), $"other host: {request.Url}");
    }

    private void Look(IResponse response)
    {
        if (response.Status >= 400 && response.Request.IsNavigationRequest)
        {
            refusedPages.Add(response.Url);
        }
    }

    private void Add(bool isFault, string text)
    {
        if (isFault)
        {
            faults.Enqueue(text);
        }
    }
}
