using System.Diagnostics;
using System.Globalization;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;
using Gcd.Infrastructure.Tokens.Postgres;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Kills;

/// <summary>Starts the writer, kills it by SIGKILL at a random moment, starts it again; and at the end looks for everything that was acknowledged.</summary>
internal sealed class KillRun : IAsyncDisposable
{
    // Every round looks for what the round before acknowledged, and for so many of all before; the last one looks for all.
    private const int Sample = 100;
    private const int LeastMilliseconds = 20;
    private const int MostMilliseconds = 400;

    // Where everything takes longer, the writer gets longer, or it would be killed before it has told anything.
    private const int SlowTimes = 4;

    private readonly IStoreForTests place;
    private readonly PostgresServer? server;
    private readonly bool isSlow;
    private readonly string expected = Path.GetTempFileName();
    private readonly Dictionary<string, Acknowledged> facts = new(StringComparer.Ordinal);
    private List<string> lastRound = [];
    private int round;
    private int lost;
    private int unreadable;

    private KillRun(IStoreForTests place, PostgresServer? server, bool isSlow) => (this.place, this.server, this.isSlow) = (place, server, isSlow);

    /// <param name="store">TOKEN_STORE.</param>
    /// <param name="kills">How often.</param>
    /// <param name="isSlow">Every flush to the disk takes 20 ms longer, so that more kills fall into one.</param>
    /// <param name="killsServer">Every second time PostgreSQL is killed as well.</param>
    public static async Task<KillOutcome> RunAsync(string store, int kills, bool isSlow = false, bool killsServer = false)
    {
        var server = store == "postgres" ? await PostgresServer.StartAsync(isDurable: true, isSlow) : null;
        await using var run = new KillRun(server is null ? new StoreFolderForTests(store) : new PostgresStoreForTests(await server.NewDatabaseAsync()), server, isSlow);
        var started = Stopwatch.StartNew();
        for (var kill = 0; kill < kills; kill++)
        {
            await run.RoundAsync(run.Choose(), killsServer && kill % 2 == 1);
        }

        await run.RoundAsync(run.facts.Values, killsServer: false);
        return new KillOutcome(store, isSlow, killsServer, kills, run.facts.Count, run.lost, run.unreadable, started.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(expected);
        await place.DisposeAsync();
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private IEnumerable<Acknowledged> Choose() =>
        lastRound.Where(facts.ContainsKey).Select(key => facts[key]).Concat(facts.Count <= Sample ? facts.Values : Random.Shared.GetItems(facts.Values.ToArray(), Sample));

    private async Task RoundAsync(IEnumerable<Acknowledged> expectedNow, bool killsServer)
    {
        await File.WriteAllLinesAsync(expected, expectedNow.Where(fact => fact.Kind != AcknowledgedKind.Revoking).Select(fact => fact.ToString()));
        lastRound = [];
        using var child = Start();
        var reading = ReadAsync(child);
        if (!await reading.Ready)
        {
            unreadable++;
        }

        // At every second kill it has told something by then, however busy the machine; at the others the kill may fall into the first write.
        await (round++ % 2 == 0 ? reading.First : Task.CompletedTask);
        await Task.Delay(Random.Shared.Next(LeastMilliseconds, MostMilliseconds) * (isSlow ? SlowTimes : 1));
        if (killsServer)
        {
            await server!.KillAsync();
        }

        child.Kill();
        await child.WaitForExitAsync();
        await reading.End;
        if (killsServer)
        {
            await server!.StartAgainAsync();
        }
    }

    private (Task<bool> Ready, Task First, Task End) ReadAsync(Process child)
    {
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (ready.Task.WaitAsync(Patience.Limit), first.Task.WaitAsync(Patience.Limit), ReadToEndAsync());

        async Task ReadToEndAsync()
        {
            while (await child.StandardOutput.ReadLineAsync() is { } line)
            {
                if (line.EndsWith(Acknowledged.EndMark, StringComparison.Ordinal))
                {
                    Note(line[..^Acknowledged.EndMark.Length], ready, first);
                }
            }

            ready.TrySetResult(false);
            first.TrySetResult();
        }
    }

    private void Note(string line, TaskCompletionSource<bool> ready, TaskCompletionSource first)
    {
        if (line == "ready")
        {
            ready.TrySetResult(true);
        }
        else if (line.StartsWith("lost ", StringComparison.Ordinal))
        {
            lost++;
            Console.Error.WriteLine(line);
        }
        else if (Acknowledged.Parse(line) is { } fact)
        {
            facts[fact.Subject] = fact;
            lastRound.Add(fact.Subject);
            first.TrySetResult();
        }
    }

    private Process Start()
    {
        string[] command = ["dotnet", typeof(KillRun).Assembly.Location, "write", expected];
        if (isSlow && server is null)
        {
            command = [.. SlowDisk.Command(), .. command];
        }

        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true };
        foreach (var (name, value) in place.Variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["GOOGLE_ENCRYPTION_KEY"] = place.Key;
        // A killed runtime would leave its diagnostics pipes behind, thousands of them.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start)!;
    }
}

/// <summary>What a run came to.</summary>
internal sealed record KillOutcome(string Store, bool IsSlow, bool KillsServer, int Kills, int Acknowledged, int Lost, int Unreadable, TimeSpan Time)
{
    public bool IsGood => Lost == 0 && Unreadable == 0 && Acknowledged > 0;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Store}{(KillsServer ? ", the server killed too" : string.Empty)} | {(IsSlow ? "each flush 20 ms slower" : "as it is")} | {Kills} | {Acknowledged} | {Lost} | {Unreadable} | {Time.TotalSeconds:0} |");
}
