using Gcd.Benchmarks.Load;
using Gcd.Benchmarks.Processes;
using Gcd.Benchmarks.Report;
using Gcd.Sandbox.Accounts;

namespace Gcd.Benchmarks.Measurements;

/// <summary>
/// How much one download of 100,000 contacts adds to a Gcd at rest. Each run is a new process that was warmed up
/// with a single page: memory that a large warm-up had already taken would not show.
/// </summary>
internal sealed class DownloadMemory : IMeasurement
{
    public const double MostMiB = 40;

    private const int Rounds = 3;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    public string Name => "memory";

    public async Task RunAsync(ResultTable table)
    {
        await using var bed = await TestBed.StartAsync();
        var small = bed.Account("small", contacts: 1_000);
        var huge = bed.Account("huge", contacts: 100_000);
        await MeasureAsync(await bed.StartGcdAsync(), small, huge);
        var (gcdRuns, bareRuns) = (new List<(double Idle, double Growth)>(), new List<(double Idle, double Growth)>());
        for (var round = 0; round < Rounds; round++)
        {
            gcdRuns.Add(await MeasureAsync(await bed.StartGcdAsync(), small, huge));
            bareRuns.Add(await MeasureAsync(await bed.StartBareAsync(), small, huge));
        }

        var growth = new Figure([.. gcdRuns.Select(run => run.Growth)]);
        table.Add("memory at rest, Gcd", new Figure([.. gcdRuns.Select(run => run.Idle)]), "MiB");
        table.Add("memory at rest, bare", new Figure([.. bareRuns.Select(run => run.Idle)]), "MiB");
        table.Add("growth for 100,000 contacts, Gcd", growth, "MiB");
        table.Add("growth for 100,000 contacts, bare", new Figure([.. bareRuns.Select(run => run.Growth)]), "MiB");
        table.AtMost("Growth for 100,000 contacts, MiB", growth.Median, MostMiB);
    }

    /// <summary>Ends the server when it is done.</summary>
    public static async Task<(double Idle, double Growth)> MeasureAsync(IServer server, SimulatedAccount small, SimulatedAccount huge, string format = "csv")
    {
        await using (server)
        {
            using var warmUp = new Download(server, await server.TokenForAsync(small), format);
            using var download = new Download(server, await server.TokenForAsync(huge), format);
            await warmUp.RunAsync();
            await Task.Delay(Rest);
            using var watch = new MemoryWatch(server.ProcessId);
            await download.RunAsync();
            return (watch.StartMiB, watch.Stop());
        }
    }
}
