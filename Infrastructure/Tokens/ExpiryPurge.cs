using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Removes what has ended, once an hour. What has ended is refused at once anyway.</summary>
internal sealed partial class ExpiryPurge(ITokenStore store, Revocation revocation, GcdSettings settings, TimeProvider time, ILogger<ExpiryPurge> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>One round.</summary>
    public async Task PurgeAsync(CancellationToken ct)
    {
        foreach (var orphan in await store.PurgeAsync(time.GetUtcNow(), settings.AccessTokenLife.Idle, ct))
        {
            await revocation.ForgetAsync(orphan, ct);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Every, time, stoppingToken);
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
        catch (StoreUnavailableException fault)
        {
            Log.Postponed(logger, fault.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Ended tokens were not removed, and will be in an hour: {Reason}", EventName = "PurgePostponed")]
        public static partial void Postponed(ILogger logger, string reason);
    }
}
