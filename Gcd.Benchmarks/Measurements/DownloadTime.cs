using Gcd.Benchmarks.Load;
using Gcd.Benchmarks.Processes;
using Gcd.Benchmarks.Report;

namespace Gcd.Benchmarks.Measurements;

/// <summary>One download of 25,000 contacts, Gcd and the bare loop in turn.</summary>
internal sealed class DownloadTime : IMeasurement
{
    private const int Contacts = 25_000;
    private const int WarmUps = 40;
    private const int Rounds = 31;
    private const double MostTimes = 1.5;

    public string Name => "download";

    public async Task RunAsync(ResultTable table)
    {
        await using var bed = await TestBed.StartAsync();
        await using var gcd = await bed.StartGcdAsync();
        await using var bare = await bed.StartBareAsync();
        var account = bed.Account("large", Contacts);
        foreach (var format in (string[])["csv", "json"])
        {
            using var ofGcd = new Download(gcd, await gcd.TokenForAsync(account), format);
            using var ofBare = new Download(bare, await bare.TokenForAsync(account), format);
            if (format == "csv")
            {
                await SameBytes.CheckAsync(ofGcd, ofBare);
            }

            var (gcdRuns, bareRuns) = (new Runs(gcd, ofGcd), new Runs(bare, ofBare));
            for (var round = -WarmUps; round < Rounds; round++)
            {
                await gcdRuns.NextAsync(isCounted: round >= 0);
                await bareRuns.NextAsync(isCounted: round >= 0);
                bed.Google.Requests.Reset();
            }

            table.Add($"{format}, {Contacts} contacts, Gcd", gcdRuns.Times, "ms");
            table.Add($"{format}, {Contacts} contacts, bare", bareRuns.Times, "ms");
            table.Add($"{format}, {Contacts} contacts, Gcd, processor time", gcdRuns.Cpu, "ms");
            table.Add($"{format}, {Contacts} contacts, bare, processor time", bareRuns.Cpu, "ms");
            var ratio = gcdRuns.Times.Median / bareRuns.Times.Median;
            if (format == "csv")
            {
                table.AtMost("Time of a CSV download, Gcd / bare", ratio, MostTimes);
            }
            else
            {
                table.Note("Time of a JSON download, Gcd / bare with Utf8JsonWriter", ratio);
            }
        }
    }

    private sealed class Runs(IServer server, Download download)
    {
        private readonly List<double> times = [];
        private readonly List<double> cpu = [];

        public Figure Times => new(times);

        public Figure Cpu => new(cpu);

        public async Task NextAsync(bool isCounted)
        {
            var before = ProcessFigures.CpuSeconds(server.ProcessId);
            var time = await download.RunAsync();
            if (isCounted)
            {
                times.Add(time.TotalMilliseconds);
                cpu.Add((ProcessFigures.CpuSeconds(server.ProcessId) - before) * 1000);
            }
        }
    }
}
