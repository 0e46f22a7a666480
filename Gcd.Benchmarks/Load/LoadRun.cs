using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gcd.Benchmarks.Load;

/// <summary>Asks for something again and again.</summary>
internal sealed class LoadRun
{
    public const string NotSent = "not sent, for too many were under way";

    // A machine that is overloaded may answer none of them for a while.
    private const int MostUnderWay = 4_000;

    // On cores that have nothing to spare, .NET takes that long until it has compiled everything for speed: after three seconds the rate was half of the later one.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private readonly ConcurrentQueue<double> times = [];
    private readonly ConcurrentDictionary<string, int> others = [];
    private readonly long begun = Stopwatch.GetTimestamp();
    private int underWay;

    private LoadRun()
    {
    }

    /// <summary>Without a result: what is asked for the first time is still being compiled.</summary>
    public static Task WarmUpAsync(int callers, Func<Task<string>> ask) => WithCallersAsync(callers, WarmUp, ask);

    /// <summary>So many callers, each of whom asks again when it is answered.</summary>
    public static async Task<LoadResult> WithCallersAsync(int callers, TimeSpan duration, Func<Task<string>> ask)
    {
        var run = new LoadRun();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(run.begun) < duration)
            {
                await run.AskAsync(ask);
            }
        })));
        return run.Result();
    }

    /// <summary>So many requests a second, answered or not, as of callers who know nothing of each other.</summary>
    public static async Task<LoadResult> AtRateAsync(double perSecond, TimeSpan duration, Func<Task<string>> ask)
    {
        var run = new LoadRun();
        var sent = 0;
        var open = new List<Task>();
        for (TimeSpan elapsed; (elapsed = Stopwatch.GetElapsedTime(run.begun)) < duration; await Task.Delay(5))
        {
            for (; sent < elapsed.TotalSeconds * perSecond; sent++)
            {
                if (run.underWay >= MostUnderWay)
                {
                    run.Count(NotSent);
                    continue;
                }

                open.Add(Task.Run(() => run.AskAsync(ask)));
            }
        }

        await Task.WhenAll(open);
        return run.Result();
    }

    private async Task AskAsync(Func<Task<string>> ask)
    {
        var asked = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref underWay);
        try
        {
            var outcome = await ask();
            if (outcome == Caller.Answered)
            {
                times.Enqueue(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
            else
            {
                Count(outcome);
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            Count(fault.GetType().Name);
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }

    private void Count(string outcome) => others.AddOrUpdate(outcome, 1, (_, count) => count + 1);

    private LoadResult Result() => new(
        Stopwatch.GetElapsedTime(begun).TotalSeconds,
        [.. times],
        others.GetValueOrDefault(Caller.Refused),
        others.Where(other => other.Key != Caller.Refused).ToDictionary());
}
