using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Removes what has ended: what has expired once an hour, what is idle once a day. Both are refused at once anyway.</summary>
internal sealed partial class ExpiryPurge(ITokenStore store, ISyncStateStore syncStates, IUserLocks locks, Revocation revocation, GcdSettings settings, TimeProvider time, ILogger<ExpiryPurge> logger) : BackgroundService
{
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private bool isCounted;

    /// <summary>One round. To find idle tokens each has to be looked at, so each hour of the day has its part of them.</summary>
    public async Task PurgeAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await locks.RemoveDeadAsync(ct);
        await syncStates.PurgeAsync(now, ct);
        await foreach (var orphan in store.PurgeAsync(now, settings.AccessTokenLife.Idle, HashRange.OfHour(now.Hour), ct))
        {
            if (settings.RevokesOnPurge)
            {
                // Not cancellable: the row is gone, and nobody else will end the grant.
                await revocation.ForgetAsync(orphan, CancellationToken.None);
            }
        }

        // Soon after the start, when an instance of before that wrote beside this one has gone, and then once a day.
        if (!isCounted || now.Hour == 0)
        {
            await store.CorrectCountsAsync(ct);
            isCounted = true;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var wait = FirstAfter; true; wait = Every)
            {
                await Task.Delay(wait, time, stoppingToken);
                await TryPurgeAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; what has ended is removed after the next start.
        }
    }

    private async Task TryPurgeAsync(CancellationToken ct)
    {
        try
        {
            await PurgeAsync(ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Whatever it is, it must not end the service: an exception that leaves a BackgroundService stops the host.
            Log.Postponed(logger, fault);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Expired tokens could not be removed; the next try is in an hour", EventName = "PurgePostponed")]
        public static partial void Postponed(ILogger logger, Exception fault);
    }
}
