using System.Diagnostics;
using System.Net.Http.Headers;
using Gcd.Benchmarks.Processes;
using Gcd.Benchmarks.Report;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;

namespace Gcd.Benchmarks.Measurements;

/// <summary>How soon Google learns that the caller of a download has left.</summary>
internal sealed class CancelledDownloads : IMeasurement
{
    private const int Rounds = 20;
    private const int FirstPage = 1000;
    private const double MostMilliseconds = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public string Name => "cancel";

    public async Task RunAsync(ResultTable table)
    {
        await using var bed = await TestBed.StartAsync();
        await using var gcd = await bed.StartGcdAsync();
        var token = await gcd.TokenForAsync(bed.Account("leaving", contacts: 5000));
        using var client = new HttpClient { BaseAddress = gcd.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var took = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            took.Add(await MeasureAsync(bed.Google, client));
        }

        var figure = new Figure(took);
        table.Add("From the caller's leaving to Google's cancelled page", figure, "ms");
        table.AtMost("Slowest way of a cancelled download to Google, in ms", figure.Max, MostMilliseconds);
    }

    private static async Task<double> MeasureAsync(SimulatedGoogle google, HttpClient client)
    {
        google.Requests.Reset();
        google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = FirstPage, Until = new TaskCompletionSource().Task });
        var reply = await client.GetAsync(new Uri("/download", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        PageRequest? held;
        while ((held = google.Requests.Connections.FirstOrDefault(page => page.Start == FirstPage)) is null)
        {
            await Task.Delay(Pause);
        }

        var left = Stopwatch.GetTimestamp();
        reply.Dispose();
        await held.Aborted.Task;
        return Stopwatch.GetElapsedTime(left).TotalMilliseconds;
    }
}
