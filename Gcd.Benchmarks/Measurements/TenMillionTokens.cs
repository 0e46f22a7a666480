using System.Diagnostics;
using System.Net.Http.Headers;
using Gcd.Benchmarks.Load;
using Gcd.Benchmarks.Processes;
using Gcd.Benchmarks.Report;

namespace Gcd.Benchmarks.Measurements;

/// <summary>
/// Ten million tokens of five million people in PostgreSQL beside a thousand: what people ask for, what runs in the background, and what a
/// day of use does to the tables. POSTGRES_CONNECTION names a database of a superuser's that may be filled with 10 GB; it takes half an hour.
/// </summary>
internal sealed class TenMillionTokens : IMeasurement
{
    private const int Few = 500;
    private const int Rounds = 7;
    private const int SingleRequests = 100;
    private const double MostTimes = 1.3;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    // GCD_BENCHMARK_PEOPLE is for a try.
    private static readonly int Many = int.TryParse(Environment.GetEnvironmentVariable("GCD_BENCHMARK_PEOPLE"), out var people) ? people : 5_000_000;

    private static readonly string PurgeName = $"Purge of {Many / 100 * CopiedPeople.TokensOfAUser:N0} expired tokens";

    public string Name => "ten-million";

    public async Task RunAsync(ResultTable table)
    {
        await using var bed = await TestBed.StartAsync();
        await using var few = await FilledGcd.StartAsync(bed, "gcd_benchmark_few", Few);
        await using var many = await FilledGcd.StartAsync(bed, "gcd_benchmark_many", Many);
        FilledGcd[] both = [few, many];
        table.Add("Filled by COPY", new Figure([many.FillSeconds]), "s");
        table.Add("All rows counted", new Figure([many.CountSeconds]), "s");
        foreach (var (name, bytes) in await many.SizesAsync())
        {
            table.Add($"Size of {name}", new Figure([bytes / 1048576.0]), "MiB");
        }

        var once = new Dictionary<FilledGcd, double>();
        foreach (var gcd in both)
        {
            once[gcd] = await gcd.Load.RunThroughAsync();
            table.Add($"/me, {gcd.Tokens:N0} tokens, each once after the start", new Figure([once[gcd]]), "requests/s");
        }

        table.Note("Rate of /me, each token once after the start, many / few", once[many] / once[few]);
        var figures = new SideBySide(both);
        for (var round = -1; round < Rounds; round++)
        {
            await figures.TakeAsync("/me", "requests/s", async gcd => (await gcd.Load.RunAsync(Duration)).PerSecond, isCounted: round >= 0);
        }

        for (var round = 0; round < Rounds; round++)
        {
            await figures.TakeAsync("Start", "ms", async gcd => (await gcd.Server.RestartAsync()).TotalMilliseconds);
        }

        for (var number = -10; number < SingleRequests; number++)
        {
            await SignInAndLeaveAsync(bed, figures, number);
        }

        foreach (var path in new[] { "/", "/health", "/metrics" })
        {
            for (var number = -3; number < SingleRequests; number++)
            {
                await figures.TakeAsync($"GET {path}", "ms", gcd => TimeAsync(() => GetAsync(gcd, path)), isCounted: number >= 0);
            }
        }

        foreach (var gcd in both)
        {
            await gcd.AddDeadAsync(Many / 100);
        }

        await figures.TakeAsync(PurgeName, "s", gcd => gcd.PurgeAsync());
        for (var round = 0; round < Rounds; round++)
        {
            await figures.TakeAsync("Purge with nothing to remove", "s", gcd => gcd.PurgeAsync());
        }

        figures.AddTo(table);
        table.AtMost("Time of /me, ten million / a thousand tokens", 1 / figures.Ratio("/me"), MostTimes);
        foreach (var name in new[] { "Start", "Sign-in", "Revocation", "GET /", "GET /health", "GET /metrics", PurgeName })
        {
            table.AtMost($"{name}, ten million / a thousand tokens", figures.Ratio(name), MostTimes);
        }

        await many.UseForADayAsync(table);
    }

    private static async Task SignInAndLeaveAsync(TestBed bed, SideBySide figures, int number)
    {
        var tokens = new Dictionary<FilledGcd, string>();
        await figures.TakeAsync("Sign-in", "ms", async gcd => await TimeAsync(async () => tokens[gcd] = await gcd.Server.TokenForAsync(bed.Account($"new-{Guid.NewGuid():N}", contacts: 1))), isCounted: number >= 0);
        await figures.TakeAsync("Revocation", "ms", gcd => TimeAsync(() => RevokeAsync(gcd, tokens[gcd])), isCounted: number >= 0);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var begun = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static async Task GetAsync(FilledGcd gcd, string path)
    {
        using var reply = await gcd.Client.GetAsync(path);
        reply.EnsureSuccessStatusCode();
    }

    private static async Task RevokeAsync(FilledGcd gcd, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/token/revoke") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var reply = await gcd.Client.SendAsync(request);
        reply.EnsureSuccessStatusCode();
    }
}
