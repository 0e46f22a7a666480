using Gcd.Benchmarks.Report;

namespace Gcd.Benchmarks.Load;

/// <summary>What became of many requests.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="Times">Milliseconds of each that was answered as it should be.</param>
/// <param name="Refused">How many were refused with 503 or 429 and Retry-After.</param>
/// <param name="Wrong">What else happened, and how often.</param>
internal sealed record LoadResult(double Seconds, IReadOnlyList<double> Times, int Refused, IReadOnlyDictionary<string, int> Wrong)
{
    public double PerSecond => Times.Count / Seconds;

    public double Percentile(double part) => Times.Count == 0 ? 0 : Times.Order().ElementAt((int)(part * (Times.Count - 1)));

    /// <summary>The share of the requests below which it lies.</summary>
    public Figure Figure => new([Percentile(0.5), Percentile(0.99), Times.DefaultIfEmpty().Max()]);
}
