using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Removes what has ended, once an hour. What has ended is refused at once anyway.</summary>
internal sealed partial class ExpiryPurge(ITokenStore store, ISyncStateStore syncStates, IUserLocks locks, Revocation revocation, GcdSettings settings, TimeProvider time, ILogger<ExpiryPurge> logger) : BackgroundService
{
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>One round.</summary>
    public async Task PurgeAsync(CancellationToken ct)
    {
        await locks.RemoveDeadAsync(ct);
        await syncStates.PurgeAsync(time.GetUtcNow(), ct);
        await foreach (var orphan in store.PurgeAsync(time.GetUtcNow(), settings.AccessTokenLife.Idle, ct))
        {
            if (settings.RevokesOnPurge)
            {
                // Not cancellable: the row is gone, and nobody else will end the grant.
                await revocation.ForgetAsync(orphan, CancellationToken.None);
            }
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
