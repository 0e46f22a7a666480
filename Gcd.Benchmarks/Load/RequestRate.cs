using System.Diagnostics;
using System.Net.Http.Headers;
using Gcd.Benchmarks.Processes;

namespace Gcd.Benchmarks.Load;

/// <summary>
/// GET /me with a token, or HEAD on a link, which asks Google for nothing, over a fixed number of connections, each with one request under
/// way. Tokens and links are taken at random.
/// </summary>
internal sealed class RequestRate(IServer server, IReadOnlyList<string> tokens, bool areLinks = false) : IDisposable
{
    private const int Connections = 32;
    private readonly Uri me = new(server.Address, "/me");
    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = Connections, ActivityHeadersPropagator = null });

    /// <summary>Tokens taken at random, for a time.</summary>
    /// <returns>Requests in a second, and the server's processor time for one, in microseconds.</returns>
    public Task<(double PerSecond, double CpuMicroseconds)> RunAsync(TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        // The load is not a secret: Random is enough.
#pragma warning disable CA5394
        return MeasureAsync(() => Stopwatch.GetElapsedTime(started) < duration ? tokens[Random.Shared.Next(tokens.Count)] : null);
#pragma warning restore CA5394
    }

    /// <summary>Every token once.</summary>
    public async Task<double> RunThroughAsync()
    {
        var next = -1;
        return (await MeasureAsync(() => Interlocked.Increment(ref next) is var index && index < tokens.Count ? tokens[index] : null)).PerSecond;
    }

    public void Dispose() => client.Dispose();

    private async Task<(double PerSecond, double CpuMicroseconds)> MeasureAsync(Func<string?> nextToken)
    {
        var cpu = ProcessFigures.CpuSeconds(server.ProcessId);
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => AskAsync(nextToken))));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return (counts.Sum() / seconds, (ProcessFigures.CpuSeconds(server.ProcessId) - cpu) * 1e6 / counts.Sum());
    }

    private async Task<long> AskAsync(Func<string?> nextToken)
    {
        var buffer = new byte[2048];
        var count = 0L;
        for (; nextToken() is { } token; count++)
        {
            using var request = areLinks ? new HttpRequestMessage(HttpMethod.Head, new Uri(server.Address, $"/export/{token}")) : new HttpRequestMessage(HttpMethod.Get, me);
            request.Headers.Authorization = areLinks ? null : new AuthenticationHeaderValue("Bearer", token);
            using var reply = await client.SendAsync(request, CancellationToken.None);
            reply.EnsureSuccessStatusCode();
            await using var body = await reply.Content.ReadAsStreamAsync();
            while (await body.ReadAsync(buffer) > 0)
            {
            }
        }

        return count;
    }
}
