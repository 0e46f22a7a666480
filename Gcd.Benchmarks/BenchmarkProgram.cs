using Gcd.Benchmarks.Bare;
using Gcd.Benchmarks.Measurements;
using Gcd.Benchmarks.Report;

namespace Gcd.Benchmarks;

/// <summary>Measures Gcd against a bare server that does the same work and nothing else.</summary>
internal static class BenchmarkProgram
{
    private static readonly IMeasurement[] All = [new DownloadTime(), new MeRate(), new StoreSizes(), new DownloadMemory(), new ManyDownloads(), new SlowConnections(), new CancelledDownloads(), new StalledDownloads(), new FormatTimes(), new FormatMemory()];

    // Long, or in need of a PostgreSQL that may be filled: they run where their names are given.
    private static readonly IMeasurement[] Named = [new TenMillionTokens(), new Capacity(), new Overload()];

    private static async Task<int> Main(string[] args)
    {
        if (args is ["bare", var port, var connections])
        {
            await BareServer.RunAsync(port, connections);
            return 0;
        }

        if (args is ["compare", var earlier])
        {
            return await RunAsync(args, [new TwoVersions(Path.GetFullPath(earlier))]);
        }

        var chosen = args.Length == 0 ? All : [.. All.Concat(Named).Where(measurement => args.Contains(measurement.Name))];
        if (!OperatingSystem.IsLinux() || args.Except(chosen.Select(measurement => measurement.Name)).Any())
        {
            await Console.Error.WriteLineAsync($"On Linux: dotnet run -c Release --project Gcd.Benchmarks [-- {string.Join(' ', All.Concat(Named).Select(measurement => $"[{measurement.Name}]"))} | compare <another build's Gcd.dll>]");
            return 2;
        }

        return await RunAsync(args, chosen);
    }

    private static async Task<int> RunAsync(string[] args, IReadOnlyList<IMeasurement> chosen)
    {
        Console.WriteLine(MachineFacts.Text(args));
        var table = new ResultTable();
        foreach (var measurement in chosen)
        {
            await measurement.RunAsync(table);
        }

        Console.WriteLine(table.Text());
        return table.IsEveryTargetMet ? 0 : 1;
    }
}
