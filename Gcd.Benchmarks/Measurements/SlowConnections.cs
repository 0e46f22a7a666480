using System.ComponentModel;
using System.Diagnostics;
using Gcd.Benchmarks.Processes;
using Gcd.Benchmarks.Report;

namespace Gcd.Benchmarks.Measurements;

/// <summary>How soon /health is answered beside a thousand slow connections of slowhttptest.</summary>
internal sealed class SlowConnections : IMeasurement
{
    private const double MostMilliseconds = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly (string Name, string Path, string[] Mode)[] Attacks =
    [
        ("headers without an end", "/", ["-H", "-i", "2"]),
        ("bodies without an end", "/oauth2callback", ["-B", "-i", "2", "-s", "60000", "-t", "POST"]),
        ("replies that are not read", "/", ["-X", "-w", "1", "-y", "2", "-z", "1", "-n", "5", "-k", "3"]),
    ];

    public string Name => "slow";

    public async Task RunAsync(ResultTable table)
    {
        await using var bed = await TestBed.StartAsync();
        await using var gcd = await bed.StartGcdAsync();
        foreach (var (name, path, mode) in Attacks)
        {
            try
            {
                var figure = await MeasureAsync(gcd, path, mode);
                table.Add($"/health beside 1,000 {name}", figure, "ms");
                table.AtMost($"Slowest /health beside 1,000 {name}, in ms", figure.Max, MostMilliseconds);
            }
            catch (Win32Exception missing)
            {
                Console.WriteLine($"Not measured: slowhttptest: {missing.Message}");
                return;
            }
        }
    }

    private static async Task<Figure> MeasureAsync(GcdServer gcd, string path, string[] mode)
    {
        string[] arguments = [.. mode, "-c", "1000", "-r", "1000", "-l", "10", "-p", "2", "-u", new Uri(gcd.Address, path).AbsoluteUri];
        using var attack = Process.Start(new ProcessStartInfo("slowhttptest", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = Task.WhenAll(attack.StandardOutput.ReadToEndAsync(), attack.StandardError.ReadToEndAsync());
        var took = new List<double>();
        while (!attack.HasExited)
        {
            // Over a connection of its own each time, as somebody new comes in.
            using var client = new HttpClient { BaseAddress = gcd.Address };
            var started = Stopwatch.GetTimestamp();
            (await client.GetAsync(new Uri("/health", UriKind.Relative))).Dispose();
            took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await Task.Delay(Pause);
        }

        await output;
        return new Figure(took);
    }
}
