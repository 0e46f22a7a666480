using System.Collections.Concurrent;
using System.Net;

namespace Gcd.Tests.Instances;

/// <summary>What Gcd answered while servers died, and which tokens must work, or must not.</summary>
internal sealed class FailoverLedger
{
    private readonly ConcurrentDictionary<HttpStatusCode, int> statuses = new();
    private readonly Lock gate = new();
    private long lastRefusal;

    public ConcurrentQueue<string> Errors { get; } = new();

    public TokenLedger Tokens { get; } = new();

    public IReadOnlyDictionary<HttpStatusCode, int> Statuses => statuses;

    public int Refused => statuses.GetValueOrDefault(HttpStatusCode.ServiceUnavailable);

    /// <summary>When a 503 arrived last.</summary>
    public long LastRefusal => Interlocked.Read(ref lastRefusal);

    /// <summary>The request that took longest.</summary>
    public (TimeSpan Time, string What) Slowest { get; private set; }

    /// <summary>A 503 that says when to ask again is right at any time.</summary>
    public async Task NoteAsync(string what, HttpResponseMessage reply, HttpStatusCode expected, TimeSpan took)
    {
        statuses.AddOrUpdate(reply.StatusCode, 1, (_, count) => count + 1);
        lock (gate)
        {
            Slowest = took > Slowest.Time ? (took, $"{what}, {(int)reply.StatusCode}") : Slowest;
        }

        if (reply.StatusCode == HttpStatusCode.ServiceUnavailable && reply.Headers.RetryAfter is not null)
        {
            Interlocked.Exchange(ref lastRefusal, TimeProvider.System.GetTimestamp());
        }
        else if (reply.StatusCode != expected)
        {
            Errors.Enqueue($"{what}: {(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync()}");
        }
    }
}
