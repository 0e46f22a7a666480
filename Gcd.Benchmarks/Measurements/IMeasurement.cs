using Gcd.Benchmarks.Report;

namespace Gcd.Benchmarks.Measurements;

internal interface IMeasurement
{
    /// <summary>The word that chooses it on the command line.</summary>
    string Name { get; }

    Task RunAsync(ResultTable table);
}
