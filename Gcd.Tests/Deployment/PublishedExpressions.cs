using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gcd.Tests.Deployment;

/// <summary>What the published rules and the dashboard ask Prometheus for.</summary>
internal static partial class PublishedExpressions
{
    private static readonly HashSet<string> Words = ["and", "or", "unless", "bool", "offset"];

    public static string Folder([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "deploy"));

    public static string Rules => Path.Combine(Folder(), "prometheus", "gcd.rules.yml");

    /// <summary>Names that the rules record.</summary>
    public static IReadOnlyList<string> Recorded() => [.. Record().Matches(File.ReadAllText(Rules)).Select(match => match.Groups[1].Value)];

    public static IReadOnlyList<string> OfTheRules() => [.. Expression().Matches(File.ReadAllText(Rules)).Select(match => match.Groups[1].Value)];

    /// <summary>Every "expr" and every query of a variable.</summary>
    public static IReadOnlyList<string> OfTheDashboard()
    {
        var found = new List<string>();
        Collect(JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), "grafana", "gcd-dashboard.json"))), found);
        return found;
    }

    /// <summary>The metrics of an expression, each with its conditions on labels.</summary>
    public static IReadOnlyList<(string Metric, string Conditions)> Selectors(string expression)
    {
        var bare = NoMetric().Replace(expression, " ");
        return [.. Selector().Matches(bare).Select(match => (match.Groups["name"].Value, match.Groups["conditions"].Value)).Where(selector => !Words.Contains(selector.Item1))];
    }

    /// <summary>Label, operator and value of each condition.</summary>
    public static IEnumerable<(string Label, string Operator, string Value)> Conditions(string text) =>
        Condition().Matches(text).Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value));

    private static void Collect(JsonNode? node, List<string> found)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    if (name == "expr" || (name == "query" && value is JsonValue && members.ContainsKey("refId")))
                    {
                        found.Add((string)value!);
                    }
                    else
                    {
                        Collect(value, found);
                    }
                }

                break;
            case JsonArray entries:
                foreach (var entry in entries)
                {
                    Collect(entry, found);
                }

                break;
        }
    }

    [GeneratedRegex(@"^ *- record: (\S+)", RegexOptions.Multiline)]
    private static partial Regex Record();

    /// <summary>On one line, or below in a block that is indented deeper than any key of a rule.</summary>
    [GeneratedRegex(@"^ *expr: (?:\|\n)?(.+\n(?: {10,}.+\n)*)", RegexOptions.Multiline)]
    private static partial Regex Expression();

    /// <summary>Groupings, ranges, and the label that label_values asks for.</summary>
    [GeneratedRegex(@"\b(?:by|without|on|ignoring)\s*\([^)]*\)|\[[^\]]*\]|,\s*(?:job|instance)\s*\)|\boffset\s+\w+")]
    private static partial Regex NoMetric();

    [GeneratedRegex("""(?<![\w"$.])(?<name>[a-zA-Z_:][\w:]*)(?!\s*\()(?![\w:])(?:\{(?<conditions>[^}]*)\})?""")]
    private static partial Regex Selector();

    [GeneratedRegex("""(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)["]""")]
    private static partial Regex Condition();
}
