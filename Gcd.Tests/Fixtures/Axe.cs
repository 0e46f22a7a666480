using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Gcd.Tests.Fixtures;

/// <summary>What a program can find of the faults that keep people from using a page: WCAG 2.2 at level AA, and axe's own best practice.</summary>
internal static class Axe
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        },
    };

    public static async Task AssertNoViolationsAsync(IPage page)
    {
        var found = await page.RunAxe(Rules);
        // A page on which nothing was looked at would pass as well.
        Assert.NotEmpty(found.Passes);
        Assert.True(found.Violations.Length == 0, Tell(page, found.Violations));
    }

    private static string Tell(IPage page, IEnumerable<AxeResultItem> violations)
    {
        var text = new StringBuilder($"{page.Url}\n");
        foreach (var rule in violations)
        {
            text.Append(null, $"{rule.Impact}: {rule.Id}, {rule.Help} ({rule.HelpUrl})\n");
            foreach (var node in rule.Nodes)
            {
                text.Append(null, $"  {node.Target}: {node.Html}\n");
                foreach (var check in node.Any.Concat(node.All).Concat(node.None))
                {
                    text.Append(null, $"    {check.Message}\n");
                }
            }
        }

        return text.ToString();
    }
}
