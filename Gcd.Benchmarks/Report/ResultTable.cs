using System.Globalization;
using System.Text;

namespace Gcd.Benchmarks.Report;

/// <summary>Figures in the order they came, and the targets.</summary>
internal sealed class ResultTable
{
    private readonly List<string> figures = [];
    private readonly List<string> targets = [];

    public bool IsEveryTargetMet { get; private set; } = true;

    public void Add(string name, Figure figure, string unit)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{name,-52} {figure.Min,10:N1} {figure.Median,10:N1} {figure.Max,10:N1}  {unit}");
        figures.Add(line);
        Console.WriteLine(line);
    }

    public void AtMost(string name, double value, double limit) => Judge(name, value, "at most", limit, value <= limit);

    public void AtLeast(string name, double value, double limit) => Judge(name, value, "at least", limit, value >= limit);

    /// <summary>A value without a target.</summary>
    public void Note(string name, double value) => targets.Add(string.Create(CultureInfo.InvariantCulture, $"{"",-5} {name,-62} {value,7:N2}"));

    public string Text()
    {
        var text = new StringBuilder();
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{"",-52} {"min",10} {"median",10} {"max",10}");
        figures.ForEach(line => text.AppendLine(line));
        text.AppendLine();
        targets.ForEach(line => text.AppendLine(line));
        return text.ToString();
    }

    private void Judge(string name, double value, string rule, double limit, bool isMet)
    {
        IsEveryTargetMet &= isMet;
        targets.Add(string.Create(CultureInfo.InvariantCulture, $"{(isMet ? "PASS" : "MISS"),-5} {name,-62} {value,7:N2}  ({rule} {limit:0.##})"));
    }
}
