using System.Diagnostics;
using System.Net.Http.Headers;
using Gcd.Benchmarks.Processes;

namespace Gcd.Benchmarks.Load;

/// <summary>Asks for one download again and again, over one connection.</summary>
internal sealed class Download(IServer server, string token, string format) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false }) { Timeout = TimeSpan.FromMinutes(5) };
    private readonly byte[] buffer = new byte[64 * 1024];

    /// <summary>The time to the last byte, which is thrown away as it comes.</summary>
    public async Task<TimeSpan> RunAsync() => (await RunAsync(Stream.Null)).Time;

    /// <returns>The time to the last byte, and how many came.</returns>
    public async Task<(TimeSpan Time, long Bytes)> RunAsync(Stream target)
    {
        var started = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, $"/download?format={format}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var reply = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        reply.EnsureSuccessStatusCode();
        await using var body = await reply.Content.ReadAsStreamAsync();
        var bytes = 0L;
        for (int read; (read = await body.ReadAsync(buffer)) > 0; bytes += read)
        {
            await target.WriteAsync(buffer.AsMemory(0, read));
        }

        return (Stopwatch.GetElapsedTime(started), bytes);
    }

    public void Dispose() => client.Dispose();
}
