using System.Threading.RateLimiting;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Http.Limits;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Downloads;

/// <summary>
/// LIMIT_DOWNLOADS_PER_USER and LIMIT_DOWNLOADS: how many downloads run at once. Above the person's limit a caller is refused, or
/// waits its turn where its program sends several requests at once; above the process's it waits a moment, in order of arrival, so that those who come back at once do not keep everybody else out. A person whose
/// downloads stalled pauses. A person of whom nothing counts is forgotten by the framework ten seconds later.
/// </summary>
internal sealed class DownloadSlots(GcdSettings settings, DownloadLimits limits, TimeProvider time) : IDisposable
{
    // Two may be a bad connection. An account that does it on purpose holds a slot for two stalls of a minute in five.
    private const int MostStalls = 2;

    // Three devices with half a dozen connections each.
    private const int MostInTurn = 18;
    private static readonly TimeSpan StallWindow = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<StoredUser>? ofPersons = settings.Limits.DownloadsPerUser is { } most
        ? PartitionedRateLimiter.Create<StoredUser, string>(user => RateLimitPartition.GetConcurrencyLimiter(user.GoogleSub, _ => AtOnce(most, waiting: MostInTurn)))
        : null;

    private readonly ConcurrencyLimiter? ofInstance = settings.Limits.Downloads is { } most ? new(AtOnce(most, waiting: most)) : null;

    private readonly PartitionedRateLimiter<StoredUser> stalls = PartitionedRateLimiter.Create<StoredUser, string>(
        user => RateLimitPartition.Get(user.GoogleSub, _ => new SlidingWindowLogLimiter(MostStalls, StallWindow, time)));

    /// <summary>A slot, or why there is none; Google is asked for nothing before.</summary>
    /// <exception cref="OperationCanceledException">The caller left while it waited.</exception>
    public ValueTask<DownloadAdmission> TakeAsync(StoredUser user, CancellationToken ct) => TakeAsync(user, TimeSpan.Zero, ct);

    /// <summary>The same, but for a caller that waits its turn while the person's slots are taken.</summary>
    /// <exception cref="OperationCanceledException">The caller left while it waited.</exception>
    public ValueTask<DownloadAdmission> TakeInTurnAsync(StoredUser user, CancellationToken ct) => TakeAsync(user, limits.LongestTurn, ct);

    /// <summary>Counts a download that was broken off because its caller took nothing; before its slot is given back.</summary>
    public void CountStall(StoredUser user) => stalls.AttemptAcquire(user).Dispose();

    public void Dispose()
    {
        ofPersons?.Dispose();
        ofInstance?.Dispose();
        stalls.Dispose();
    }

    private async ValueTask<DownloadAdmission> TakeAsync(StoredUser user, TimeSpan longestTurn, CancellationToken ct)
    {
        using (var pause = stalls.AttemptAcquire(user, permitCount: 0))
        {
            if (!pause.IsAcquired)
            {
                return Refused(DownloadProblems.Stalled(pause.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : StallWindow));
            }
        }

        // The person's own limit first, so that somebody who floods takes no slot from others, not even one in the queue.
        var person = ofPersons is null ? null : await WaitAsync(() => ofPersons.AttemptAcquire(user), either => ofPersons.AcquireAsync(user, cancellationToken: either), longestTurn, ct);
        if (person is { IsAcquired: false })
        {
            person.Dispose();
            return Refused(DownloadProblems.TooManyOfPerson(settings.Limits.DownloadsPerUser!.Value));
        }

        try
        {
            var instance = ofInstance is null ? null : await WaitAsync(() => ofInstance.AttemptAcquire(), either => ofInstance.AcquireAsync(cancellationToken: either), limits.LongestWait, ct);
            if (instance is not { IsAcquired: false })
            {
                return new DownloadAdmission.Granted(new DownloadSlot(person, instance));
            }

            instance.Dispose();
        }
        catch (OperationCanceledException)
        {
            person?.Dispose();
            throw;
        }

        person?.Dispose();
        return Refused(DownloadProblems.Busy);
    }

    private async ValueTask<RateLimitLease> WaitAsync(Func<RateLimitLease> attempt, Func<CancellationToken, ValueTask<RateLimitLease>> acquire, TimeSpan longest, CancellationToken ct)
    {
        // Not past those who wait: then this one finds no slot either.
        var now = attempt();
        if (now.IsAcquired || longest == TimeSpan.Zero)
        {
            return now;
        }

        using var limit = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return await acquire(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return now;
        }
    }

    private static DownloadAdmission.Refused Refused(Problem problem) => new(problem);

    private static ConcurrencyLimiterOptions AtOnce(int most, int waiting) => new() { PermitLimit = most, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
}
