using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Gcd.Tests.Fixtures;

/// <summary>What a program can find of the faults that keep people from using a page: WCAG 2.2 at level AA, and axe's own best practice.</summary>
internal static class Axe
{
    // In the page itself: axe's package for Playwright merges what the frames of a page have, of which ours have none, and opens a second page for it.
    private const string Look =
        """
        async () => {
          const found = await axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            resultTypes: ['violations'],
          });
          const tell = node => [`  ${node.target}: ${node.html}`, ...[...node.any, ...node.all, ...node.none].map(check => `    ${check.message}`)];
          return {
            passed: found.passes.map(rule => rule.id),
            violations: found.violations.flatMap(rule => [`${rule.impact}: ${rule.id}, ${rule.help} (${rule.helpUrl})`, ...rule.nodes.flatMap(tell)]),
          };
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    public static async Task AssertNoViolationsAsync(IPage page)
    {
        await page.EvaluateAsync($"{Script}\n;0");
        var found = await page.EvaluateAsync<Findings>(Look);
        // A page on which nothing was looked at would pass as well; these are a rule about single elements and one about the page as a whole.
        Assert.Contains("color-contrast", found.Passed);
        Assert.Contains("page-has-heading-one", found.Passed);
        Assert.True(found.Violations.Length == 0, string.Join('\n', [page.Url, .. found.Violations]));
    }

    private sealed record Findings
    {
        public string[] Passed { get; init; } = [];

        public string[] Violations { get; init; } = [];
    }
}
