using Gcd.Benchmarks.Bare;
using Gcd.Benchmarks.Measurements;
using Gcd.Benchmarks.Report;

namespace Gcd.Benchmarks;

/// <summary>Measures Gcd against a bare server that does the same work and nothing else.</summary>
internal static class BenchmarkProgram
{
    private static readonly IMeasurement[] All = [new DownloadTime(), new MeRate(), new StoreSizes(), new DownloadMemory(), new ManyDownloads(), new SlowConnections(), new CancelledDownloads(), new StalledDownloads(), new FormatTimes(), new FormatMemory()];

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

        var chosen = All.Where(measurement => args.Length == 0 || args.Contains(measurement.Name)).ToList();
        if (!OperatingSystem.IsLinux() || args.Except(All.Select(measurement => measurement.Name)).Any())
        {
            await Console.Error.WriteLineAsync($"On Linux: dotnet run -c Release --project Gcd.Benchmarks [-- {string.Join(' ', All.Select(measurement => $"[{measurement.Name}]"))} | compare <another build's Gcd.dll>]");
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
