using Gcd.Benchmarks.Load;
using Gcd.Benchmarks.Processes;
using Gcd.Benchmarks.Report;
using Gcd.Sandbox.Accounts;

namespace Gcd.Benchmarks.Measurements;

/// <summary>How much 64 downloads at once add, each of another person; a new process each time, warmed up with a single page.</summary>
internal sealed class ManyDownloads : IMeasurement
{
    private const int People = 64;
    private const int Contacts = 25_000;
    private const int Rounds = 3;
    private const double MostTimes = 1.3;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    public string Name => "many";

    public async Task RunAsync(ResultTable table)
    {
        await using var bed = await TestBed.StartAsync();
        var small = bed.Account("small", contacts: 1_000);
        var people = Enumerable.Range(0, People).Select(number => bed.Account($"person-{number}", Contacts)).ToList();
        foreach (var person in people)
        {
            // One address book for all, or the simulated Google could not keep the pages of 1.6 million contacts.
            person.PagesOf = people[0].Sub;
        }

        await MeasureAsync(await bed.StartBareAsync(), small, people[..1]);
        var (gcdRuns, bareRuns) = (new List<Run>(), new List<Run>());
        for (var round = 0; round < Rounds; round++)
        {
            gcdRuns.Add(await MeasureAsync(await bed.StartGcdAsync(), small, people));
            bareRuns.Add(await MeasureAsync(await bed.StartBareAsync(), small, people));
            bed.Google.Requests.Reset();
        }

        table.Add($"growth for {People} x {Contacts} contacts, Gcd", Growth(gcdRuns), "MiB");
        table.Add($"growth for {People} x {Contacts} contacts, bare", Growth(bareRuns), "MiB");
        table.Add($"{People} x {Contacts} contacts, Gcd", new Figure([.. gcdRuns.Select(run => run.Seconds)]), "s");
        table.Add($"{People} x {Contacts} contacts, bare", new Figure([.. bareRuns.Select(run => run.Seconds)]), "s");
        table.AtMost($"Growth for {People} downloads at once, Gcd / bare", Growth(gcdRuns).Median / Growth(bareRuns).Median, MostTimes);
    }

    private static Figure Growth(List<Run> runs) => new([.. runs.Select(run => run.GrowthMiB)]);

    private static async Task<Run> MeasureAsync(IServer server, SimulatedAccount small, IEnumerable<SimulatedAccount> people)
    {
        await using (server)
        {
            using var warmUp = new Download(server, await server.TokenForAsync(small), "csv");
            var downloads = new List<Download>();
            foreach (var person in people)
            {
                downloads.Add(new Download(server, await server.TokenForAsync(person), "csv"));
            }

            await warmUp.RunAsync();
            await Task.Delay(Rest);
            using var watch = new MemoryWatch(server.ProcessId);
            var times = await Task.WhenAll(downloads.Select(download => Task.Run(download.RunAsync)));
            downloads.ForEach(download => download.Dispose());
            return new Run(watch.Stop(), times.Max().TotalSeconds);
        }
    }

    private sealed record Run(double GrowthMiB, double Seconds);
}
