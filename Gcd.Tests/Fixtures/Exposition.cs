using System.Globalization;
using System.Text.RegularExpressions;

namespace Gcd.Tests.Fixtures;

/// <summary>The metrics of one moment, as Prometheus reads them.</summary>
internal sealed partial class Exposition
{
    private readonly Dictionary<string, double> values;

    private Exposition(string text)
    {
        Text = text;
        values = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    public string Text { get; }

    /// <summary>Every series, by name and labels as they are written.</summary>
    public IReadOnlyCollection<string> Series => values.Keys;

    /// <summary>The value of a series; it has to be there.</summary>
    public double this[string series] => values.TryGetValue(series, out var value) ? value : throw new KeyNotFoundException($"{series} is missing in\n{Text}");

    public static async Task<Exposition> ReadAsync(World world)
    {
        using var reply = await world.GetAsync("/metrics");
        return new Exposition(await reply.Content.ReadAsStringAsync());
    }

    /// <summary>The labels of every series of a name, each written as name="value".</summary>
    public IReadOnlyList<IReadOnlyList<string>> LabelsOf(string name) =>
        [.. Series.Where(series => series == name || series.StartsWith(name + "{", StringComparison.Ordinal)).Select(series => (IReadOnlyList<string>)[.. Label().Matches(series).Select(match => match.Value)])];

    [GeneratedRegex("\\w+=\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Label();
}
