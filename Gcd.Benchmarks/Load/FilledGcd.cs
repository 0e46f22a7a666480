using System.Diagnostics;
using Gcd.Benchmarks.Processes;
using Gcd.Benchmarks.Report;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Benchmarks.Load;

/// <summary>A Gcd on a PostgreSQL that was filled by COPY.</summary>
internal sealed class FilledGcd : IAsyncDisposable
{
    private const int Touches = 1024;
    private readonly string connection;
    private readonly CopiedPeople people;

    private FilledGcd(GcdServer server, CopiedPeople people, string connection, int count)
    {
        (Server, this.people, this.connection) = (server, people, connection);
        Tokens = count * CopiedPeople.TokensOfAUser;
        Load = new RequestRate(server, people.Samples);
        Client = new HttpClient { BaseAddress = server.Address };
    }

    public GcdServer Server { get; }

    public RequestRate Load { get; }

    public HttpClient Client { get; }

    public int Tokens { get; }

    public double FillSeconds { get; private set; }

    public double CountSeconds { get; private set; }

    public static async Task<FilledGcd> StartAsync(TestBed bed, string schema, int count)
    {
        var connection = await BenchmarkSchema.MakeAsync(schema);
        CopiedPeople? people = null;
        var (fill, counting) = (0.0, 0.0);
        var server = await bed.StartGcdAsync(
            settings =>
            {
                var begun = Stopwatch.GetTimestamp();
                people = new CopiedPeople(settings);
                people.AddAsync(count).Wait();
                fill = Stopwatch.GetElapsedTime(begun).TotalSeconds;
                // As autovacuum does it some time later.
                BenchmarkSchema.RunAsync(connection, "VACUUM (ANALYZE) user_tokens").Wait();
                BenchmarkSchema.RunAsync(connection, "VACUUM (ANALYZE) access_tokens").Wait();
                begun = Stopwatch.GetTimestamp();
                people.Opened.Store.CorrectCountsAsync(CancellationToken.None).AsTask().Wait();
                counting = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            },
            new Dictionary<string, string?> { ["TOKEN_STORE"] = "postgres", ["POSTGRES_CONNECTION"] = connection });
        return new FilledGcd(server, people!, connection, count) { FillSeconds = fill, CountSeconds = counting };
    }

    /// <summary>Stops Gcd, whose own purge would take part, and adds people whose tokens have expired.</summary>
    public async Task AddDeadAsync(int count)
    {
        await Server.StopAsync();
        await people.AddAsync(count, areOver: true);
        await people.Opened.Store.CorrectCountsAsync(CancellationToken.None);
    }

    /// <returns>Seconds.</returns>
    public async Task<double> PurgeAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        await foreach (var _ in people.Opened.Store.PurgeAsync(DateTimeOffset.UtcNow, TimeSpan.FromDays(90), HashRange.OfHour(7), CancellationToken.None))
        {
        }

        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Tables and indexes, the largest first.</summary>
    public Task<IReadOnlyList<(string Name, long Value)>> SizesAsync() => BenchmarkSchema.AskAsync(
        connection,
        "SELECT relname::text, pg_relation_size(oid) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'i') AND pg_relation_size(oid) > 1048576 ORDER BY 2 DESC");

    /// <summary>Every token is used once, in an order that has nothing to do with where its row is, while autovacuum works as it does.</summary>
    public async Task UseForADayAsync(ResultTable table)
    {
        var before = await SizesAsync();
        var begun = Stopwatch.GetTimestamp();
        for (var part = 0; part < Touches; part++)
        {
            var (from, to) = ($"{part * 64:x4}", part == Touches - 1 ? "g" : $"{(part + 1) * 64:x4}");
            await BenchmarkSchema.RunAsync(connection, $"UPDATE access_tokens SET last_used_at = now() WHERE access_token >= '{from}' AND access_token < '{to}'");
        }

        table.Add("All tokens used once", new Figure([Stopwatch.GetElapsedTime(begun).TotalSeconds]), "s");
        foreach (var (name, value) in await BenchmarkSchema.AskAsync(connection, "SELECT 'of ' || n_tup_upd || ' uses in percent', n_tup_hot_upd * 100 / greatest(n_tup_upd, 1) FROM pg_stat_user_tables WHERE relname = 'access_tokens' AND schemaname = current_schema()"))
        {
            table.Add($"Changed no index, {name}", new Figure([value]), "%");
        }

        await ReportGrowthAsync(table, before, "after a day");
        begun = Stopwatch.GetTimestamp();
        await BenchmarkSchema.RunAsync(connection, "VACUUM access_tokens");
        table.Add("VACUUM of access_tokens", new Figure([Stopwatch.GetElapsedTime(begun).TotalSeconds]), "s");
        await ReportGrowthAsync(table, before, "after VACUUM");
    }

    public async ValueTask DisposeAsync()
    {
        Load.Dispose();
        Client.Dispose();
        await Server.DisposeAsync();
        await people.DisposeAsync();
    }

    private async Task ReportGrowthAsync(ResultTable table, IReadOnlyList<(string Name, long Value)> before, string when)
    {
        foreach (var (name, bytes) in (await SizesAsync()).Where(size => size.Name.StartsWith("access_tokens", StringComparison.Ordinal)))
        {
            table.Add($"Size of {name} {when}", new Figure([bytes / 1048576.0]), "MiB");
            table.Note($"{name} {when}, times as large", (double)bytes / before.First(size => size.Name == name).Value);
        }
    }
}
