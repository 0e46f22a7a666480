using Gcd.Benchmarks.Load;
using Gcd.Benchmarks.Processes;
using Gcd.Benchmarks.Report;

namespace Gcd.Benchmarks.Measurements;

/// <summary>
/// Downloads of this build and of another one in turn: whether a change costs time. On a busy machine the processor time says more than
/// the clock.
/// </summary>
internal sealed class TwoVersions(string other) : IMeasurement
{
    private const int Contacts = 25_000;
    private const int WarmUps = 60;
    private const int Blocks = 15;
    private const int DownloadsABlock = 8;
    private const double MostTimes = 1.03;

    public string Name => "compare";

    public async Task RunAsync(ResultTable table)
    {
        await using var bed = await TestBed.StartAsync();
        await using var now = await bed.StartGcdAsync();
        await using var before = await GcdServer.StartAsync(bed.Google, assembly: other);
        var account = bed.Account("large", Contacts);
        foreach (var format in (string[])["csv", "json"])
        {
            using var ofNow = new Download(now, await now.TokenForAsync(account), format);
            using var ofBefore = new Download(before, await before.TokenForAsync(account), format);
            await SameBytes.CheckAsync(ofNow, ofBefore);
            DownloadSeries[] both = [new(now, ofNow), new(before, ofBefore)];
            foreach (var series in both)
            {
                await series.RunAsync(WarmUps);
            }

            var ratios = new List<double>();
            for (var block = 0; block < Blocks; block++)
            {
                // By turns the one or the other first.
                foreach (var series in block % 2 == 0 ? both : both.Reverse())
                {
                    await series.RunAsync(DownloadsABlock, isCounted: true);
                    bed.Google.Requests.Reset();
                }

                ratios.Add(both[0].Cpu[^1] / both[1].Cpu[^1]);
            }

            table.Add($"{format}, {Contacts} contacts, this build", new Figure(both[0].Times), "ms");
            table.Add($"{format}, {Contacts} contacts, the other", new Figure(both[1].Times), "ms");
            table.Add($"{format}, this build, processor time", new Figure(both[0].Cpu), "ms");
            table.Add($"{format}, the other, processor time", new Figure(both[1].Cpu), "ms");
            table.Note($"{format}, median of the blocks' ratios of processor time", new Figure(ratios).Median);
            table.AtMost($"{format}, least processor time of a block, this build / the other", both[0].Cpu.Min() / both[1].Cpu.Min(), MostTimes);
        }
    }
}
