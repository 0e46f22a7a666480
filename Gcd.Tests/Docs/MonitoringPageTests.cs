using System.Text.RegularExpressions;
using Gcd.Tests.Structure;

namespace Gcd.Tests.Docs;

/// <summary>docs/monitoring.md names every metric, event and alert, and none that is gone.</summary>
public sealed partial class MonitoringPageTests
{
    private static readonly string Page = Repository.Read("docs/monitoring.md");

    private static readonly string Code = string.Concat(new[] { "Features", "Infrastructure" }
        .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.EndsWith("Tests.cs", StringComparison.Ordinal))
        .Select(File.ReadAllText));

    [Fact]
    public void Every_metric_has_its_row() => Same(Named(Metric(), Code), Rows().Where(name => name.StartsWith("gcd_", StringComparison.Ordinal)));

    [Fact]
    public void Every_event_of_the_log_has_its_row() => Same(Named(Event(), Code), Rows().Where(name => char.IsAsciiLetterUpper(name[0])));

    [Fact]
    public void Every_alert_is_named() =>
        Assert.DoesNotContain(Named(Alert(), Repository.Read("deploy/prometheus/gcd.rules.yml")), alert => !Page.Contains($"`{alert}`", StringComparison.Ordinal));

    private static void Same(IReadOnlyCollection<string> expected, IEnumerable<string> found)
    {
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    private static List<string> Named(Regex name, string text) => [.. name.Matches(text).Select(match => match.Groups[1].Value).Distinct()];

    private static IEnumerable<string> Rows() => Row().Matches(Page).SelectMany(row => CodeSpan().Matches(row.Groups[1].Value)).Select(span => span.Groups[1].Value);

    [GeneratedRegex(@"\.Create\w+\(\s*""(gcd_[a-z_]+)""")]
    private static partial Regex Metric();

    [GeneratedRegex(@"(?:EventName = |EventId \w+ = new\(\d+, )""([A-Za-z]+)""")]
    private static partial Regex Event();

    [GeneratedRegex(@"alert: (\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"^\| (`[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(\w+)`")]
    private static partial Regex CodeSpan();
}
