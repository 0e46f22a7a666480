using Gcd.Benchmarks.Load;
using Gcd.Benchmarks.Processes;
using Gcd.Benchmarks.Report;

namespace Gcd.Benchmarks.Measurements;

/// <summary>/me in a second, with few and with many stored tokens, and of an endpoint that only writes a JSON.</summary>
internal sealed class MeRate : IMeasurement
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const int Rounds = 5;
    private const double LeastTimes = 0.5;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    public string Name => "me";

    public async Task RunAsync(ResultTable table)
    {
        await using var bed = await TestBed.StartAsync();
        await using var bare = await bed.StartBareAsync();
        IReadOnlyList<string> fewTokens = [];
        IReadOnlyList<string> manyTokens = [];
        await using var few = await bed.StartGcdAsync(settings => fewTokens = StoredTokens.Fill(settings, Few));
        await using var many = await bed.StartGcdAsync(settings => manyTokens = StoredTokens.Fill(settings, Many));
        Series[] all = [new("Gcd, 1,000 tokens", few, fewTokens), new("bare", bare, fewTokens), new("Gcd, 100,000 tokens", many, manyTokens)];
        foreach (var series in all)
        {
            await series.BeginAsync();
        }

        table.Add("/me, Gcd, 100,000 tokens, each for the first time", all[2].First, "requests/s");
        for (var round = -2; round < Rounds; round++)
        {
            foreach (var series in all)
            {
                await series.NextAsync(isCounted: round >= 0);
            }
        }

        foreach (var series in all)
        {
            table.Add($"/me, {series.Name}", series.Rate, "requests/s");
            table.Add($"/me, {series.Name}, processor time of one", series.Cpu, "us");
            series.Dispose();
        }

        table.AtLeast("Rate of /me, 1,000 tokens, Gcd / bare", all[0].Rate.Median / all[1].Rate.Median, LeastTimes);
        table.AtLeast("Rate of /me, 100,000 tokens, Gcd / bare", all[2].Rate.Median / all[1].Rate.Median, LeastTimes);
        table.Note("Processor time of /me, 100,000 tokens, Gcd / bare", all[2].Cpu.Median / all[1].Cpu.Median);
    }

    private sealed class Series(string name, IServer server, IReadOnlyList<string> tokens) : IDisposable
    {
        private readonly RequestRate load = new(server, tokens);
        private readonly List<double> first = [];
        private readonly List<double> rates = [];
        private readonly List<double> cpu = [];

        public string Name => name;

        public Figure Rate => new(rates);

        public Figure Cpu => new(cpu);

        /// <summary>The rate of the first use of each token since the server started.</summary>
        public Figure First => new(first);

        public async Task BeginAsync() => first.Add(await load.RunThroughAsync());

        public async Task NextAsync(bool isCounted)
        {
            var (perSecond, cpuMicroseconds) = await load.RunAsync(Duration);
            if (isCounted)
            {
                rates.Add(perSecond);
                cpu.Add(cpuMicroseconds);
            }
        }

        public void Dispose() => load.Dispose();
    }
}
