using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Gcd.Benchmarks.Load;

/// <summary>Asks for one thing ten times a second, on a thread of its own, so that the load in this process does not keep it from asking.</summary>
internal sealed class Probe : IDisposable
{
    private const int EveryMilliseconds = 100;
    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false }) { Timeout = TimeSpan.FromSeconds(30) };
    private readonly Uri address;
    private readonly string? token;
    private readonly Thread thread;
    private readonly List<double> times = [];
    private volatile bool isDone;

    public Probe(Uri address, string? token = null)
    {
        (this.address, this.token) = (address, token);
        thread = new Thread(Ask) { IsBackground = true };
        thread.Start();
    }

    public int Failed { get; private set; }

    /// <summary>Of those that were answered: 503 with Retry-After.</summary>
    public int Refused { get; private set; }

    /// <summary>Ends it.</summary>
    /// <returns>Milliseconds of each answer.</returns>
    public IReadOnlyList<double> Stop()
    {
        isDone = true;
        thread.Join();
        return times;
    }

    public void Dispose()
    {
        Stop();
        client.Dispose();
    }

    private void Ask()
    {
        while (!isDone)
        {
            var asked = Stopwatch.GetTimestamp();
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
                using var reply = client.Send(request);
                if (reply.StatusCode == HttpStatusCode.ServiceUnavailable && reply.Headers.RetryAfter is not null)
                {
                    Refused++;
                }
                else
                {
                    Failed += reply.IsSuccessStatusCode ? 0 : 1;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
            {
                Failed++;
            }

            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            Thread.Sleep(EveryMilliseconds);
        }
    }
}
