using System.Text.RegularExpressions;
using Gcd.Tests.Structure;

namespace Gcd.Tests.Docs;

/// <summary>README leads to every page, nothing leads nowhere, and no page is too long to be read.</summary>
public sealed partial class PagesTests
{
    private static readonly Lazy<HashSet<string>> SourceNames = new(() =>
        [.. new[] { "Features", "Infrastructure", "Gcd.Tests", "Gcd.Sandbox", "Gcd.Benchmarks" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.cs*"))
            .Select(file => Path.GetFileName(file))]);

    private static readonly string[] Folders = ["Features", "Infrastructure", "Gcd.Tests", "Gcd.Sandbox", "Gcd.Benchmarks", "deploy", "docs", "openapi", "scripts", ".ci", ".config", ".github"];

    public static TheoryData<string> Pages => [.. MarkdownPage.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_and_anchor_resolves(string path)
    {
        var page = Page(path);

        Assert.DoesNotContain(page.Links, link => !Resolves(page, link));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_file_that_a_page_names_exists(string path) =>
        Assert.DoesNotContain(Page(path).CodeSpans, span => IsSourceMissing(span) || IsPathMissing(path, span));

    [Fact]
    public void README_and_the_pages_of_docs_are_short()
    {
        Assert.InRange(Page("README.md").LineCount, 1, 200);
        Assert.DoesNotContain(MarkdownPage.All.Where(page => page.Path.StartsWith("docs/", StringComparison.Ordinal)), page => page.LineCount > 250);
    }

    [Fact]
    public void Every_page_of_docs_is_reached_from_README()
    {
        var reached = new HashSet<string> { "README.md" };
        var next = new Queue<string>(reached);
        while (next.TryDequeue(out var path))
        {
            var page = Page(path);
            foreach (var target in page.Links.Select(page.TargetOf).Where(target => target.EndsWith(".md", StringComparison.Ordinal) && reached.Add(target)))
            {
                next.Enqueue(target);
            }
        }

        var pages = MarkdownPage.All.Select(page => page.Path).Where(path => path.StartsWith("docs/", StringComparison.Ordinal)).ToList();
        Assert.Contains("docs/settings.md", pages);
        Assert.Empty(pages.Except(reached));
    }

    private static MarkdownPage Page(string path) => MarkdownPage.All.Single(page => page.Path == path);

    private static bool Resolves(MarkdownPage page, string link)
    {
        var target = page.TargetOf(link);
        return link.Split('#') is [_, var anchor] ? MarkdownPage.All.Any(other => other.Path == target && other.Anchors.Contains(anchor)) : Path.Exists(Repository.PathOf(target));
    }

    /// <summary>A source file, named alone or with its folder; the names are unique.</summary>
    private static bool IsSourceMissing(string span) =>
        SourceFile().IsMatch(span) && !SourceNames.Value.Contains(Path.GetFileName(span));

    /// <summary>A path that begins with a folder of the root, or with one beside the page; not an address, a pattern or a command.</summary>
    private static bool IsPathMissing(string page, string span)
    {
        var beside = Path.GetDirectoryName(page)!;
        var first = span.Split('/')[0];
        return PathOnly().IsMatch(span)
            && (Folders.Contains(first) || (beside.Length > 0 && Directory.Exists(Repository.PathOf($"{beside}/{first}"))))
            && !Path.Exists(Repository.PathOf(span)) && !Path.Exists(Repository.PathOf($"{beside}/{span}"));
    }

    [GeneratedRegex(@"^[A-Za-z_.][\w.]*(?:/[\w.]+)*\.(?:cs|cshtml|csproj)$")]
    private static partial Regex SourceFile();

    [GeneratedRegex(@"^[\w.-]+/(?:[\w.-]+/?)*$")]
    private static partial Regex PathOnly();
}
