using System.Collections.Concurrent;
using System.Net;

namespace Gcd.Tests.Instances;

/// <summary>What Gcd answered while servers died, and which tokens must work, or must not.</summary>
internal sealed class FailoverLedger
{
    private readonly ConcurrentDictionary<string, bool> tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<HttpStatusCode, int> statuses = new();
    private long lastRefusal;
    private long slowest;

    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>Tokens that were handed out and not revoked.</summary>
    public IReadOnlyList<string> Given => [.. tokens.Where(token => token.Value).Select(token => token.Key)];

    /// <summary>Tokens whose revocation was acknowledged.</summary>
    public IReadOnlyList<string> Revoked => [.. tokens.Where(token => !token.Value).Select(token => token.Key)];

    public IReadOnlyDictionary<HttpStatusCode, int> Statuses => statuses;

    public int Refused => statuses.GetValueOrDefault(HttpStatusCode.ServiceUnavailable);

    /// <summary>When a 503 arrived last.</summary>
    public long LastRefusal => Interlocked.Read(ref lastRefusal);

    /// <summary>How long the longest request took.</summary>
    public TimeSpan Slowest => TimeSpan.FromTicks(Interlocked.Read(ref slowest));

    public void Give(string token) => tokens[token] = true;

    /// <summary>Until the revocation is acknowledged, both outcomes are right.</summary>
    public void BeginRevoking(string token) => tokens.TryRemove(token, out _);

    public void Revoke(string token) => tokens[token] = false;

    /// <returns>Whether the reply is the one expected, not a 503, which is right at any time.</returns>
    public async Task<bool> NoteAsync(string what, HttpResponseMessage reply, HttpStatusCode expected, TimeSpan took)
    {
        statuses.AddOrUpdate(reply.StatusCode, 1, (_, count) => count + 1);
        InterlockedMax(ref slowest, took.Ticks);
        if (reply.StatusCode == expected)
        {
            return true;
        }

        if (reply.StatusCode == HttpStatusCode.ServiceUnavailable && reply.Headers.RetryAfter is not null)
        {
            InterlockedMax(ref lastRefusal, TimeProvider.System.GetTimestamp());
            return false;
        }

        Errors.Enqueue($"{what}: {(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync()}");
        return false;
    }

    private static void InterlockedMax(ref long place, long value)
    {
        for (var seen = Interlocked.Read(ref place); seen < value;)
        {
            seen = Interlocked.CompareExchange(ref place, value, seen) is var before && before == seen ? value : before;
        }
    }
}
