using Gcd.Benchmarks.Load;
using Gcd.Benchmarks.Processes;
using Gcd.Benchmarks.Report;

namespace Gcd.Benchmarks.Measurements;

/// <summary>
/// /me and a link with 1,000 and with 1,000,000 stored tokens and links, for each store. As many are in use in both, chosen by chance;
/// and each token once right after the start, when nothing of them is in any memory of Gcd.
/// PostgreSQL is measured where POSTGRES_CONNECTION names a database that may be filled.
/// </summary>
internal sealed class StoreSizes : IMeasurement
{
    // Half of them are links.
    private const int Few = 2_000;
    private const int Used = 1_000;
    private const int Many = 1_000_000;
    private const int Rounds = 7;
    private const double LeastTimes = 1 / 1.3;
    private const double MostStartTimes = 1.2;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    public string Name => "stores";

    public async Task RunAsync(ResultTable table)
    {
        await using var bed = await TestBed.StartAsync();
        foreach (var store in new[] { "litedb", "sqlite", "postgres" })
        {
            if (store == "postgres" && Environment.GetEnvironmentVariable("POSTGRES_CONNECTION") is null)
            {
                Console.WriteLine("postgres: not measured; POSTGRES_CONNECTION is not set.");
                continue;
            }

            await using var few = await StoreOfSize.StartAsync(bed, store, Few);
            await using var many = await StoreOfSize.StartAsync(bed, store, Many);
            table.Add($"{store}, 1,000,000 tokens, filled in", many.FillSeconds, "s");
            await CompareAsync(table, store, few, many);
        }
    }

    private static async Task CompareAsync(ResultTable table, string store, StoreOfSize few, StoreOfSize many)
    {
        StoreOfSize[] both = [few, many];
        var first = new Dictionary<StoreOfSize, double>();
        var rates = both.ToDictionary(size => size, _ => new List<double>());
        var links = both.ToDictionary(size => size, _ => new List<double>());
        foreach (var size in both)
        {
            first[size] = await size.EachOnceAsync();
        }

        var starts = both.ToDictionary(size => size, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var size in both)
            {
                starts[size].Add(await size.RestartAsync());
            }
        }

        for (var round = -2; round < Rounds; round++)
        {
            foreach (var size in both)
            {
                var (me, link) = (await size.RateAsync(Duration), await size.LinkRateAsync(Duration));
                if (round >= 0)
                {
                    rates[size].Add(me);
                    links[size].Add(link);
                }
            }
        }

        foreach (var (size, name) in new[] { (few, "2,000"), (many, "1,000,000") })
        {
            table.Add($"/me, {store}, {name} tokens and links", new Figure(rates[size]), "requests/s");
            table.Add($"HEAD /export, {store}, {name} tokens and links", new Figure(links[size]), "requests/s");
            table.Add($"Start, {store}, {name} tokens and links", new Figure(starts[size]), "ms");
            table.Add($"/me, {store}, {name} tokens, each once after the start", new Figure([first[size]]), "requests/s");
        }

        table.AtLeast($"Rate of /me, {store}, 1,000,000 / 2,000 tokens", new Figure(rates[many]).Median / new Figure(rates[few]).Median, LeastTimes);
        table.AtLeast($"Rate of HEAD /export, {store}, 1,000,000 / 2,000 tokens and links", new Figure(links[many]).Median / new Figure(links[few]).Median, LeastTimes);
        table.AtMost($"Start, {store}, 1,000,000 / 2,000 tokens", new Figure(starts[many]).Median / new Figure(starts[few]).Median, MostStartTimes);
        table.Note($"Rate of /me, {store}, each once after the start, 1,000,000 / 2,000 tokens", first[many] / first[few]);
    }

    /// <summary>A Gcd whose store holds so many tokens.</summary>
    private sealed class StoreOfSize : IAsyncDisposable
    {
        private readonly GcdServer server;
        private readonly RequestRate load;
        private readonly RequestRate linkLoad;

        private StoreOfSize(GcdServer server, IReadOnlyList<string> tokens, IReadOnlyList<string> links, TimeSpan filling)
        {
            this.server = server;
            load = new RequestRate(server, tokens);
            linkLoad = new RequestRate(server, links, areLinks: true);
            FillSeconds = new Figure([filling.TotalSeconds]);
        }

        public Figure FillSeconds { get; }

        public static async Task<StoreOfSize> StartAsync(TestBed bed, string store, int stored)
        {
            var variables = new Dictionary<string, string?> { ["TOKEN_STORE"] = store };
            if (store == "postgres")
            {
                variables["POSTGRES_CONNECTION"] = await BenchmarkSchema.MakeAsync($"gcd_benchmark_{stored}");
            }

            (IReadOnlyList<string> Tokens, IReadOnlyList<string> Links) secrets = ([], []);
            var filling = TimeSpan.Zero;
            var server = await bed.StartGcdAsync(
                settings =>
                {
                    var begun = TimeProvider.System.GetTimestamp();
                    secrets = StoredTokens.FillWithLinks(settings, stored);
                    filling = TimeProvider.System.GetElapsedTime(begun);
                },
                variables);
            // The choice is not a secret: Random is enough.
#pragma warning disable CA5394
            return new StoreOfSize(server, [.. secrets.Tokens.OrderBy(_ => Random.Shared.Next()).Take(Used)], [.. secrets.Links.OrderBy(_ => Random.Shared.Next()).Take(Used)], filling);
#pragma warning restore CA5394
        }

        /// <returns>Milliseconds.</returns>
        public async Task<double> RestartAsync() => (await server.RestartAsync()).TotalMilliseconds;

        public Task<double> EachOnceAsync() => load.RunThroughAsync();

        public async Task<double> RateAsync(TimeSpan duration) => (await load.RunAsync(duration)).PerSecond;

        public async Task<double> LinkRateAsync(TimeSpan duration) => (await linkLoad.RunAsync(duration)).PerSecond;

        public async ValueTask DisposeAsync()
        {
            load.Dispose();
            linkLoad.Dispose();
            await server.DisposeAsync();
        }
    }
}
