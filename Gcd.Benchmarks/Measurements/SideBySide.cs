using Gcd.Benchmarks.Load;
using Gcd.Benchmarks.Report;

namespace Gcd.Benchmarks.Measurements;

/// <summary>The same figures of several servers, each taken of all of them in turn: what disturbs one disturbs the others.</summary>
internal sealed class SideBySide(FilledGcd[] servers)
{
    private readonly Dictionary<string, (string Unit, List<double>[] Values)> figures = [];

    public async Task TakeAsync(string name, string unit, Func<FilledGcd, Task<double>> take, bool isCounted = true)
    {
        if (!figures.TryGetValue(name, out var figure))
        {
            figures.Add(name, figure = (unit, [.. servers.Select(_ => new List<double>())]));
        }

        for (var index = 0; index < servers.Length; index++)
        {
            var value = await take(servers[index]);
            if (isCounted)
            {
                figure.Values[index].Add(value);
            }
        }
    }

    /// <summary>The last server's median by the first one's.</summary>
    public double Ratio(string name) => new Figure(figures[name].Values[^1]).Median / new Figure(figures[name].Values[0]).Median;

    public void AddTo(ResultTable table)
    {
        foreach (var (name, (unit, values)) in figures)
        {
            for (var index = 0; index < servers.Length; index++)
            {
                table.Add($"{name}, {servers[index].Tokens:N0} tokens", new Figure(values[index]), unit);
            }
        }
    }
}
