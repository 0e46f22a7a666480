using Gcd.Benchmarks.Load;
using Gcd.Benchmarks.Processes;
using Gcd.Benchmarks.Report;

namespace Gcd.Benchmarks.Measurements;

/// <summary>What one instance carries, and whose processor time it takes. With POSTGRES_CONNECTION: one instance and PostgreSQL.</summary>
internal sealed class Capacity : IMeasurement
{
    private const int Rounds = 3;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public string Name => "capacity";

    public async Task RunAsync(ResultTable table)
    {
        await using var bed = await LoadBed.StartAsync();
        await MeasureAsync(table, bed, "sign-ins", 8, bed.SignInAsync);
        await MeasureAsync(table, bed, "/me", 32, bed.MeAsync);
        await MeasureAsync(table, bed, "downloads of 1,000 contacts", 16, bed.DownloadAsync);
        await MeasureAsync(table, bed, "links to 1,000 contacts", 16, bed.LinkAsync);
    }

    private static async Task MeasureAsync(ResultTable table, LoadBed bed, string name, int callers, Func<Task<string>> ask)
    {
        await LoadRun.WarmUpAsync(callers, ask);
        var runs = new List<(LoadResult Result, double Gcd, double Postgres, double Load)>();
        for (var round = 0; round < Rounds; round++)
        {
            bed.Reset();
            var before = Processors(bed);
            var result = await LoadRun.WithCallersAsync(callers, Duration, ask);
            var after = Processors(bed);
            runs.Add((result, Each(before.Gcd, after.Gcd), Each(before.Postgres, after.Postgres), Each(before.Load, after.Load)));

            double Each(double from, double to) => (to - from) * 1000 / result.Times.Count;
        }

        table.Add($"{name}, {callers} callers", new Figure([.. runs.Select(run => run.Result.PerSecond)]), "a second");
        table.Add($"{name}, p50", new Figure([.. runs.Select(run => run.Result.Percentile(0.5))]), "ms");
        table.Add($"{name}, p99", new Figure([.. runs.Select(run => run.Result.Percentile(0.99))]), "ms");
        table.Add($"{name}, processor time of Gcd", new Figure([.. runs.Select(run => run.Gcd)]), "ms");
        table.Add($"{name}, processor time of PostgreSQL", new Figure([.. runs.Select(run => run.Postgres)]), "ms");
        table.Add($"{name}, processor time of load and Google", new Figure([.. runs.Select(run => run.Load)]), "ms");
        table.AtMost($"{name}: refused or wrong", runs.Sum(run => run.Result.Refused + run.Result.Wrong.Values.Sum()), 0);
    }

    private static (double Gcd, double Postgres, double Load) Processors(LoadBed bed) =>
        (ProcessFigures.CpuSeconds(bed.Server.ProcessId), ProcessFigures.CpuSecondsOf("postgres"), ProcessFigures.CpuSeconds(Environment.ProcessId));
}
