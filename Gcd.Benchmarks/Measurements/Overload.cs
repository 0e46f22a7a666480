using System.Diagnostics;
using Gcd.Benchmarks.Load;
using Gcd.Benchmarks.Processes;
using Gcd.Benchmarks.Report;

namespace Gcd.Benchmarks.Measurements;

/// <summary>Twice as many requests as one instance carries: whether it still answers, what it refuses and how, and how soon it is well again.</summary>
internal sealed class Overload : IMeasurement
{
    private const double MostMilliseconds = 1_000;
    private const double MostGrowthMiB = 256;
    private const double MostRecoverySeconds = 10;
    private static readonly TimeSpan Calibration = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(20);

    public string Name => "overload";

    public async Task RunAsync(ResultTable table)
    {
        await using var bed = await LoadBed.StartAsync();
        await MeasureAsync(table, bed, "downloads", 16, bed.DownloadAsync);
        await MeasureAsync(table, bed, "links", 16, bed.LinkAsync);
        await MeasureAsync(table, bed, "sign-ins", 8, bed.SignInAsync);
        await MeasureAsync(table, bed, "/me", 32, bed.MeAsync);

        var lost = 0;
        foreach (var token in bed.NewTokens)
        {
            lost += await bed.Caller.GetAsync("/me", token) == Caller.Answered ? 0 : 1;
        }

        table.AtMost($"Tokens lost, of {bed.NewTokens.Count:N0} given out under load", lost, 0);
    }

    private static async Task MeasureAsync(ResultTable table, LoadBed bed, string name, int callers, Func<Task<string>> ask)
    {
        await LoadRun.WarmUpAsync(callers, ask);
        var rate = (await LoadRun.WithCallersAsync(callers, Calibration, ask)).PerSecond;
        using var memory = new MemoryWatch(bed.Server.ProcessId);
        using var health = new Probe(new Uri(bed.Server.Address, "/health"));
        using var me = new Probe(new Uri(bed.Server.Address, "/me"), bed.Tokens[0]);
        var result = await LoadRun.AtRateAsync(2 * rate, Duration, ask);
        var ended = Stopwatch.GetTimestamp();
        Report(table, $"/health, {2 * rate:N0} {name} a second", health, mayBeRefused: false);
        Report(table, $"/me, {2 * rate:N0} {name} a second", me, mayBeRefused: name == "/me");
        table.Add($"{name} answered (p50, p99, longest)", result.Figure, "ms");
        table.Note($"{name} answered", result.Times.Count);
        table.Note($"{name} refused with Retry-After", result.Refused);
        foreach (var (what, count) in result.Wrong)
        {
            if (what == LoadRun.NotSent)
            {
                table.Note($"{name}: {what}", count);
            }
            else
            {
                table.AtMost($"{name}: {what}", count, 0);
            }
        }

        table.AtMost($"Growth of memory, {name}, MiB", memory.Stop(), MostGrowthMiB);
        var usual = 0.0;
        for (var isWell = false; !isWell && usual <= MostRecoverySeconds; usual = Stopwatch.GetElapsedTime(ended).TotalSeconds)
        {
            var again = await LoadRun.WithCallersAsync(callers, TimeSpan.FromSeconds(1), ask);
            isWell = again.Refused + again.Wrong.Count == 0 && again.PerSecond > rate / 2;
        }

        table.AtMost($"As before after, {name}, s", usual, MostRecoverySeconds);
    }

    private static void Report(ResultTable table, string name, Probe probe, bool mayBeRefused)
    {
        var times = probe.Stop();
        table.AtMost($"{name}: slowest, ms", times.Max(), MostMilliseconds);
        table.AtMost($"{name}: failed, of {times.Count}", probe.Failed, 0);
        table.AtMost($"{name}: refused with Retry-After", probe.Refused, mayBeRefused ? times.Count : 0);
    }
}
