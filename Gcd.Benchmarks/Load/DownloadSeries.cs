using Gcd.Benchmarks.Processes;

namespace Gcd.Benchmarks.Load;

/// <summary>Downloads in blocks: the kernel counts processor time in hundredths of a second, too coarsely for a single one.</summary>
internal sealed class DownloadSeries(IServer server, Download download)
{
    public List<double> Times { get; } = [];

    /// <summary>A download's share of each block.</summary>
    public List<double> Cpu { get; } = [];

    public async Task RunAsync(int downloads, bool isCounted = false)
    {
        var before = ProcessFigures.CpuSeconds(server.ProcessId);
        var times = new List<double>();
        for (var i = 0; i < downloads; i++)
        {
            times.Add((await download.RunAsync()).TotalMilliseconds);
        }

        if (isCounted)
        {
            Times.AddRange(times);
            Cpu.Add((ProcessFigures.CpuSeconds(server.ProcessId) - before) * 1000 / downloads);
        }
    }
}
