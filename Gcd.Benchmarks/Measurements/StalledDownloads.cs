using System.Diagnostics;
using System.Net.Http.Headers;
using Gcd.Benchmarks.Processes;
using Gcd.Benchmarks.Report;
using Gcd.Sandbox.Accounts;

namespace Gcd.Benchmarks.Measurements;

/// <summary>64 callers that read nothing, each with an account whose page has 13 MiB: what they cost, and what is left a minute later.</summary>
internal sealed class StalledDownloads : IMeasurement
{
    private const int People = 64;
    // A name is in several members of a contact, and a quote takes two bytes: pages of 12 MiB at most. Repaired, the ill-formed one is too large and must be refused.
    private const int NameLength = 4_000;
    private const double MostMiB = 512;
    private const double MostLeftMiB = 64;
    private const double MostHealthSeconds = 1;
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    public string Name => "stalled";

    public async Task RunAsync(ResultTable table)
    {
        await MeasureAsync(table, "plain", 'x', page => page);
        await MeasureAsync(table, "quotes", '"', page => page, NameLength / 2);
        await MeasureAsync(table, "invalid UTF-8", '~', page => { page.AsSpan().Replace((byte)'~', (byte)0xFF); return page; });
    }

    private static async Task MeasureAsync(ResultTable table, string name, char filling, Func<byte[], byte[]> spoil, int length = NameLength)
    {
        await using var bed = await TestBed.StartAsync();
        var people = Enumerable.Range(0, People).Select(number => bed.Account($"person-{number}", contacts: 1_000)).ToList();
        foreach (var person in people)
        {
            person.ContactAt = index => new ContactBuilder($"c{index}").Name(new string(filling, length)).Build();
            person.Spoil = spoil;
            person.PagesOf = people[0].Sub;
        }

        await using var gcd = await bed.StartGcdAsync();
        using var client = new HttpClient { BaseAddress = gcd.Address };
        var tokens = new List<string>();
        foreach (var person in people)
        {
            tokens.Add(await gcd.TokenForAsync(person));
        }

        using var watch = new MemoryWatch(gcd.ProcessId);
        using var callers = new CancellationTokenSource(Held);
        var held = tokens.Select(token => StallAsync(client, token, callers.Token)).ToList();
        var slowest = 0.0;
        while (!callers.IsCancellationRequested)
        {
            var asked = Stopwatch.GetTimestamp();
            using var health = await client.GetAsync("/health");
            slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(asked).TotalSeconds);
            await Task.Delay(100);
        }

        await Task.WhenAll(held);
        table.AtMost($"Most memory, {name}, MiB", watch.PeakMiB, MostMiB);
        table.AtMost($"Slowest /health, {name}, s", slowest, MostHealthSeconds);
        await Task.Delay(Rest);
        table.AtMost($"Left after a minute, {name}, MiB", ProcessFigures.ResidentMiB(gcd.ProcessId) - watch.StartMiB, MostLeftMiB);
    }

    private static async Task StallAsync(HttpClient client, string token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/download");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var reply = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
        }
        catch (OperationCanceledException)
        {
            // The caller has read nothing, and leaves.
        }
    }
}
