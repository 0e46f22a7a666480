using System.Diagnostics;
using System.Net.Http.Headers;
using Gcd.Benchmarks.Processes;

namespace Gcd.Benchmarks.Load;

/// <summary>GET /me over a fixed number of connections, each with one request under way, with tokens taken at random.</summary>
internal sealed class RequestRate(IServer server, IReadOnlyList<string> tokens) : IDisposable
{
    private const int Connections = 32;
    private readonly Uri me = new(server.Address, "/me");
    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = Connections, ActivityHeadersPropagator = null });

    /// <returns>Requests in a second, and the server's processor time for one, in microseconds.</returns>
    public async Task<(double PerSecond, double CpuMicroseconds)> RunAsync(TimeSpan duration)
    {
        var cpu = ProcessFigures.CpuSeconds(server.ProcessId);
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => AskAsync(started, duration))));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var total = counts.Sum();
        return (total / seconds, (ProcessFigures.CpuSeconds(server.ProcessId) - cpu) * 1e6 / total);
    }

    public void Dispose() => client.Dispose();

    private async Task<long> AskAsync(long started, TimeSpan duration)
    {
        var buffer = new byte[2048];
        var count = 0L;
        for (; Stopwatch.GetElapsedTime(started) < duration; count++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, me);
            // The load is not a secret: Random is enough.
#pragma warning disable CA5394
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[Random.Shared.Next(tokens.Count)]);
#pragma warning restore CA5394
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
