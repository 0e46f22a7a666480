using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Once an hour, and soon after start, removes what has ended.</summary>
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
        using var timer = new PeriodicTimer(Every, time);
        await Task.Yield();
        do
        {
            try
            {
                await PurgeAsync(stoppingToken);
            }
            catch (StoreUnavailableException fault)
            {
                Log.Postponed(logger, fault.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Ended tokens were not removed, and will be in an hour: {Reason}", EventName = "PurgePostponed")]
        public static partial void Postponed(ILogger logger, string reason);
    }
}
