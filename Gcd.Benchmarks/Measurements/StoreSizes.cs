using Gcd.Benchmarks.Load;
using Gcd.Benchmarks.Processes;
using Gcd.Benchmarks.Report;
using Npgsql;

namespace Gcd.Benchmarks.Measurements;

/// <summary>
/// /me with 1,000 and with 1,000,000 stored tokens, for each store. As many tokens are in use in both, chosen by chance;
/// and each of them once right after the start, when nothing of them is in any memory of Gcd.
/// PostgreSQL is measured where POSTGRES_CONNECTION names a database that may be filled.
/// </summary>
internal sealed class StoreSizes : IMeasurement
{
    private const int Few = 1_000;
    private const int Many = 1_000_000;
    private const int Rounds = 7;
    private const double LeastTimes = 1 / 1.3;
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

            await using var few = await StoreOfSize.StartAsync(bed, store, Few, Few);
            await using var many = await StoreOfSize.StartAsync(bed, store, Many, Few);
            table.Add($"{store}, 1,000,000 tokens, filled in", many.FillSeconds, "s");
            await CompareAsync(table, store, few, many);
        }
    }

    private static async Task CompareAsync(ResultTable table, string store, StoreOfSize few, StoreOfSize many)
    {
        StoreOfSize[] both = [few, many];
        var first = new Dictionary<StoreOfSize, double>();
        var rates = both.ToDictionary(size => size, _ => new List<double>());
        foreach (var size in both)
        {
            first[size] = await size.EachOnceAsync();
        }

        for (var round = -2; round < Rounds; round++)
        {
            foreach (var size in both)
            {
                var rate = await size.RateAsync(Duration);
                if (round >= 0)
                {
                    rates[size].Add(rate);
                }
            }
        }

        foreach (var (size, name) in new[] { (few, "1,000"), (many, "1,000,000") })
        {
            table.Add($"/me, {store}, {name} tokens", new Figure(rates[size]), "requests/s");
            table.Add($"/me, {store}, {name} tokens, each once after the start", new Figure([first[size]]), "requests/s");
        }

        table.AtLeast($"Rate of /me, {store}, 1,000,000 / 1,000 tokens", new Figure(rates[many]).Median / new Figure(rates[few]).Median, LeastTimes);
        table.Note($"Rate of /me, {store}, each once after the start, 1,000,000 / 1,000 tokens", first[many] / first[few]);
    }

    /// <summary>A Gcd whose store holds so many tokens.</summary>
    private sealed class StoreOfSize : IAsyncDisposable
    {
        private readonly GcdServer server;
        private readonly RequestRate load;

        private StoreOfSize(GcdServer server, IReadOnlyList<string> tokens, TimeSpan filling)
        {
            this.server = server;
            load = new RequestRate(server, tokens);
            FillSeconds = new Figure([filling.TotalSeconds]);
        }

        public Figure FillSeconds { get; }

        public static async Task<StoreOfSize> StartAsync(TestBed bed, string store, int stored, int used)
        {
            var variables = new Dictionary<string, string?> { ["TOKEN_STORE"] = store };
            if (store == "postgres")
            {
                variables["POSTGRES_CONNECTION"] = await NewSchemaAsync($"gcd_benchmark_{stored}");
            }

            IReadOnlyList<string> tokens = [];
            var filling = TimeSpan.Zero;
            var server = await bed.StartGcdAsync(
                settings =>
                {
                    var begun = TimeProvider.System.GetTimestamp();
                    tokens = StoredTokens.Fill(settings, stored);
                    filling = TimeProvider.System.GetElapsedTime(begun);
                },
                variables);
            // The choice is not a secret: Random is enough.
#pragma warning disable CA5394
            return new StoreOfSize(server, [.. tokens.OrderBy(_ => Random.Shared.Next()).Take(used)], filling);
#pragma warning restore CA5394
        }

        public Task<double> EachOnceAsync() => load.RunThroughAsync();

        public async Task<double> RateAsync(TimeSpan duration) => (await load.RunAsync(duration)).PerSecond;

        public async ValueTask DisposeAsync()
        {
            load.Dispose();
            await server.DisposeAsync();
        }

        /// <summary>Empty, and a name space of its own in the database.</summary>
        private static async Task<string> NewSchemaAsync(string name)
        {
            var connection = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("POSTGRES_CONNECTION")) { SearchPath = name };
            await using var source = NpgsqlDataSource.Create(connection.ConnectionString);
            await using var command = source.CreateCommand($"DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}");
            await command.ExecuteNonQueryAsync();
            return connection.ConnectionString;
        }
    }
}
