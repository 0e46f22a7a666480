using System.Text.RegularExpressions;
using Gcd.Tests.Structure;

namespace Gcd.Tests.Docs;

/// <summary>A page of the repository: what it links to, which anchors it has, and which files it names.</summary>
internal sealed partial class MarkdownPage
{
    // Made by builds and tools; none of it is in Git.
    private static readonly string[] Foreign = [".git", ".vs", "bin", "obj", "out", "node_modules", "artifacts", "TestResults"];

    private readonly string prose;

    private MarkdownPage(string path)
    {
        Path = path;
        var text = Repository.Read(path);
        LineCount = text.TrimEnd('\n').Split('\n').Length;
        prose = Fence().Replace(text, string.Empty);
    }

    public static IReadOnlyList<MarkdownPage> All { get; } = [.. Find(Repository.Root).Order(StringComparer.Ordinal).Select(path => new MarkdownPage(path))];

    /// <summary>From the root, with slashes.</summary>
    public string Path { get; }

    public int LineCount { get; }

    /// <summary>Every link that leads to a file of the repository or to an anchor, as it is written.</summary>
    public IEnumerable<string> Links => Link().Matches(CodeSpan().Replace(prose, string.Empty)).Select(link => link.Groups[1].Value + link.Groups[2].Value).Where(link => !link.Contains(':', StringComparison.Ordinal));

    /// <summary>What stands between backticks.</summary>
    public IEnumerable<string> CodeSpans => CodeSpan().Matches(prose).Select(span => span.Groups[1].Value);

    /// <summary>As GitHub makes them of headings: small letters, no punctuation, hyphens for spaces, a number for what comes again.</summary>
    public IEnumerable<string> Anchors => Heading().Matches(prose)
        .Select(heading => NotInAnchor().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), string.Empty).Replace(' ', '-'))
        .GroupBy(anchor => anchor)
        .SelectMany(same => same.Select((anchor, index) => index == 0 ? anchor : $"{anchor}-{index}"));

    /// <summary>The file that a link leads to, from the root; the page itself for an anchor only.</summary>
    public string TargetOf(string link)
    {
        var file = link.Split('#')[0];
        var folder = System.IO.Path.GetDirectoryName(Repository.PathOf(Path))!;
        return file.Length == 0 ? Path : System.IO.Path.GetRelativePath(Repository.Root, System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, file))).Replace('\\', '/');
    }

    private static IEnumerable<string> Find(string folder) =>
        Directory.EnumerateFiles(folder, "*.md").Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Concat(Directory.EnumerateDirectories(folder).Where(inner => !Foreign.Contains(System.IO.Path.GetFileName(inner))).SelectMany(Find));

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\(([^)\s]+)\)|(?:src|href)=""([^""]+)""")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<!`)`([^`\n]+)`(?!`)")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}_ -]")]
    private static partial Regex NotInAnchor();
}
