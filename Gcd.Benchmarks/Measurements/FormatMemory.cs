using Gcd.Benchmarks.Load;
using Gcd.Benchmarks.Processes;
using Gcd.Benchmarks.Report;

namespace Gcd.Benchmarks.Measurements;

/// <summary>How much one download of 100,000 contacts adds to a Gcd at rest, in each format.</summary>
internal sealed class FormatMemory : IMeasurement
{
    public string Name => "format-memory";

    public async Task RunAsync(ResultTable table)
    {
        await using var bed = await TestBed.StartAsync();
        await using var first = await bed.StartGcdAsync();
        var small = bed.Account("small", contacts: 1_000);
        var huge = bed.Account("huge", contacts: 100_000);
        var token = await first.TokenForAsync(huge);
        foreach (var format in FormatTimes.Measured)
        {
            // The simulated Google has the pages then, and sends them as fast as it can.
            using var before = new Download(first, token, format);
            await before.RunAsync();
            var (_, growth) = await DownloadMemory.MeasureAsync(await bed.StartGcdAsync(), small, huge, format);
            table.Add($"growth for 100,000 contacts, {format}", new Figure([growth]), "MiB");
            table.AtMost($"Growth for 100,000 contacts, {format}, MiB", growth, DownloadMemory.MostMiB);
            bed.Google.Requests.Reset();
        }
    }
}
