using System.Globalization;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Proxies;

namespace Gcd.Tests.Instances;

/// <summary>Curl downloads the same book again and again, in every way that a proxy treats differently. At a kill all of them are under way: Google holds their last page back.</summary>
internal sealed class HeldDownloads : IAsyncDisposable
{
    private const int Contacts = 3 * InstancesUnderTest.PageSize;
    private const int LastPage = 2 * InstancesUnderTest.PageSize;

    // Gcd waits ten seconds for a page and asks again: held for less, no download breaks by it.
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private static readonly (string Format, string[] Options)[] Ways =
    [
        ("csv", ["--http1.1"]),
        ("json", ["--http2"]),
        ("csv", ["--http1.1", "--compressed"]),
        ("vcard", ["--http2", "--compressed"]),
        ("json", ["--http1.1", "--compressed", "-H", "Accept-Encoding: gzip"]),
        ("csv", ["--http2", "--compressed", "-H", "Accept-Encoding: gzip"]),
    ];

    private readonly InstancesUnderTest instances;
    private readonly PublishedFront front;
    private readonly InstanceKillsLedger ledger;
    private readonly string token;
    private readonly CancellationTokenSource ended = new();
    private readonly List<Task> callers;
    private TaskCompletionSource gate = new();

    private HeldDownloads(InstancesUnderTest instances, PublishedFront front, InstanceKillsLedger ledger, string token, IReadOnlyDictionary<string, byte[]> whole)
    {
        (this.instances, this.front, this.ledger, this.token) = (instances, front, ledger, token);
        callers = [.. Ways.Select((way, number) => Task.Run(() => CallAsync(number, way.Options, way.Format, whole[way.Format])))];
    }

    public static async Task<HeldDownloads> StartAsync(InstancesUnderTest instances, PublishedFront front, InstanceKillsLedger ledger)
    {
        var token = await InstancesUnderTest.SignInAsync(instances.One, instances.NewAccount(Contacts));
        var whole = new Dictionary<string, byte[]>();
        foreach (var format in Ways.Select(way => way.Format).Distinct())
        {
            using var reply = await instances.One.GetAsync($"/download?format={format}", token);
            whole[format] = await reply.Content.ReadAsByteArrayAsync();
        }

        return new HeldDownloads(instances, front, ledger, token, whole);
    }

    /// <summary>Until all downloads are under way together, or for as long as they may be held.</summary>
    /// <returns>Whether one of them is at this instance.</returns>
    public async Task<bool> HoldAsync(InstanceUnderTest instance)
    {
        gate = new TaskCompletionSource();
        var held = Task.WhenAny(gate.Task, Task.Delay(LongestHold));
        instances.Google.Requests.Reset();
        instances.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = LastPage, Times = int.MaxValue, Until = held });
        await Eventually.TrueAsync(() => held.IsCompleted || instances.Google.Requests.Connections.Count(page => page.Start == LastPage) >= Ways.Length);
        return await RunningAtAsync(instance) > 0;
    }

    public void Release()
    {
        instances.Google.Faults.Clear();
        gate.TrySetResult();
    }

    public async Task EndAsync()
    {
        await ended.CancelAsync();
        await Task.WhenAll(callers);
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await ended.CancelAsync();
        await Task.WhenAll(callers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ended.Dispose();
    }

    private async Task CallAsync(int number, string[] options, string format, byte[] whole)
    {
        var file = Path.Combine(instances.Folder, $"download-{number}");
        var what = $"curl {string.Join(' ', options)}, {format}";
        while (!ended.IsCancellationRequested)
        {
            File.Delete(file);
            var begun = TimeProvider.System.GetTimestamp();
            var (exit, status, errors) = await front.CurlAsync($"/download?format={format}", [.. options, "-H", $"Authorization: Bearer {token}", "-o", file]);
            Judge(what, exit, status, errors, File.Exists(file) ? await File.ReadAllBytesAsync(file) : [], whole, begun);
            await Task.Delay(Pause);
        }
    }

    private void Judge(string what, int exit, string status, string errors, byte[] got, byte[] whole, long begun)
    {
        if (exit == 0 && status == "200")
        {
            if (got.AsSpan().SequenceEqual(whole))
            {
                ledger.NoteRight(CallKind.Download, what, begun);
            }
            else
            {
                ledger.NoteError($"{what}: a download of {got.Length} bytes instead of {whole.Length} looks whole");
            }
        }
        else if (exit != 0 && (status == "200" || status is "000" or "502" or "503" or "504"))
        {
            ledger.NoteMiss(CallKind.Download, $"{what}: {errors.Trim()}", begun);
            if (status == "200" && got.Length > 0)
            {
                ledger.NotePartialDownload();
            }
        }
        else
        {
            ledger.NoteError($"{what}: exit code {exit}, status {status} {errors.Trim()}");
        }
    }

    private static async Task<int> RunningAtAsync(InstanceUnderTest instance)
    {
        const string Name = "gcd_downloads_in_progress ";
        using var reply = await instance.GetAsync("/metrics");
        var line = (await reply.Content.ReadAsStringAsync()).Split('\n').First(line => line.StartsWith(Name, StringComparison.Ordinal));
        return int.Parse(line[Name.Length..], CultureInfo.InvariantCulture);
    }
}
