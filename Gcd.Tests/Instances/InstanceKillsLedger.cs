using System.Collections.Concurrent;
using System.Net;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Instances;

/// <summary>What callers got while instances were killed: what was as it should be, what was missed at a kill, and what nothing excuses.</summary>
internal sealed class InstanceKillsLedger
{
    private readonly Lock gate = new();
    private readonly List<(long Begun, long Over)> kills = [];
    private readonly ConcurrentQueue<Miss> misses = new();
    private readonly ConcurrentQueue<string> errors = new();
    private readonly ConcurrentDictionary<CallKind, int> right = new();
    private int partialDownloads;
    private long lastRight = TimeProvider.System.GetTimestamp();

    public TokenLedger Tokens { get; } = new();

    public int Kills => kills.Count;

    /// <summary>Downloads that broke after their caller had got a part of them.</summary>
    public int PartialDownloads => Volatile.Read(ref partialDownloads);

    /// <summary>The longest time in which no caller got what it asked for.</summary>
    public TimeSpan LongestSilence { get; private set; }

    /// <summary>What a caller waited for longest.</summary>
    public (TimeSpan Time, string What) Slowest { get; private set; }

    /// <summary>What is wrong whenever it happens, and what was missed while nothing was killed.</summary>
    public IReadOnlyList<string> Errors => [.. errors, .. misses.Where(miss => !WasAtAKill(miss)).Select(miss => $"not at a kill: {miss.What}")];

    /// <summary>Each kind of miss, and how often it happened.</summary>
    public IEnumerable<(string What, int Count)> Misses => misses.CountBy(miss => miss.What).OrderByDescending(miss => miss.Value).Select(miss => (miss.Key, miss.Value));

    public int Right(CallKind kind) => right.GetValueOrDefault(kind);

    public int Missed(CallKind kind) => misses.Count(miss => miss.Kind == kind);

    /// <summary>From just before the signal until the process was gone, and with it everything that it had been asked.</summary>
    public void NoteKill(long begun, long over) => kills.Add((begun, over));

    public void NoteError(string what) => errors.Enqueue(what);

    public void NoteMiss(CallKind kind, string what, long begun) => misses.Enqueue(new Miss(kind, what, begun, TimeProvider.System.GetTimestamp()));

    public void NotePartialDownload() => Interlocked.Increment(ref partialDownloads);

    public void NoteRight(CallKind kind, string what, long begun)
    {
        right.AddOrUpdate(kind, 1, (_, count) => count + 1);
        var now = TimeProvider.System.GetTimestamp();
        lock (gate)
        {
            LongestSilence = Longer(LongestSilence, TimeProvider.System.GetElapsedTime(lastRight, now));
            lastRight = now;
            var took = TimeProvider.System.GetElapsedTime(begun, now);
            Slowest = took > Slowest.Time ? (took, what) : Slowest;
        }
    }

    /// <returns>Whether it is what was expected.</returns>
    public async Task<bool> NoteAsync(CallKind kind, string what, HttpResponseMessage reply, HttpStatusCode expected, long begun)
    {
        if (reply.StatusCode == expected)
        {
            NoteRight(kind, what, begun);
            return true;
        }

        var type = (string?)(await reply.ReadJsonAsync())["type"];
        switch (reply.StatusCode)
        {
            // Another instance was asked in place of the killed one, which had noted the state as used.
            case HttpStatusCode.BadRequest when kind == CallKind.SignIn && type == "urn:gcd:problem:flow-used":
            // HAProxy closes a kept connection without a word, and .NET's client sends a request without a body once more: the token was dead by then.
            case HttpStatusCode.Unauthorized when expected == HttpStatusCode.OK && what.StartsWith("POST /token/revoke", StringComparison.Ordinal):
            case HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout when type == "urn:gcd:problem:away":
                NoteMiss(kind, $"{what}: {(int)reply.StatusCode}", begun);
                return false;
            case HttpStatusCode.BadGateway when kind == CallKind.SignIn:
                // Gcd's own words: a code is exchanged in one try of ten seconds, in which a busy machine may not get to it.
                return false;
            default:
                NoteError($"{what}: {(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync()}");
                return false;
        }
    }

    private bool WasAtAKill(Miss miss) => kills.Any(kill => miss.Begun <= kill.Over && miss.Ended >= kill.Begun);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private sealed record Miss(CallKind Kind, string What, long Begun, long Ended);
}

internal enum CallKind
{
    /// <summary>The callback, whose answer holds the token.</summary>
    SignIn,

    /// <summary>A download that is large enough to be under way for a while.</summary>
    Download,

    /// <summary>All else.</summary>
    Other,
}
