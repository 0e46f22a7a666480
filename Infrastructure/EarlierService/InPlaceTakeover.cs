using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>
/// The takeover at the start, on an SQLite file of the earlier service: under EARLIER_ENCRYPTION_KEY, or the present key where both services
/// have the same. Rows that do not open stay as they are.
/// </summary>
internal sealed partial class InPlaceTakeover(StoreHandle opened, CredentialsFile credentials, GcdSettings settings, TimeProvider time, ILogger<InPlaceTakeover> logger) : IHostedService
{
    /// <summary>Finds out, before the first byte is changed, that the key is another one.</summary>
    /// <exception cref="StartupException">It opens nothing of what the earlier service wrote.</exception>
    public static async Task CheckAsync(GcdSettings settings, string key, CancellationToken ct)
    {
        try
        {
            await using var source = await EarlierDatabases.OpenAsync(settings.Store.DatabasePath, ct);
            if (!source.IsGcds && await new Takeover(source, EarlierSeal.Of(key), settings, TimeProvider.System).ExamineAsync(_ => Task.CompletedTask, ct) is { IsEmpty: false, IsKeyRight: false })
            {
                throw new StartupException(
                    $"EARLIER_ENCRYPTION_KEY opens nothing in '{settings.Store.DatabasePath}'. Nothing was changed. " +
                    "Give the GOOGLE_ENCRYPTION_KEY of the earlier service, as it was set there; or leave EARLIER_ENCRYPTION_KEY out, and everybody signs in again.");
            }
        }
        catch (EarlierDatabaseException)
        {
            // There is none yet, or the store's own checks tell what is wrong with it.
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await opened.Rows.CountEarlierUsersAsync(cancellationToken) == 0)
            {
                return;
            }

            await using var source = await EarlierDatabases.OpenAsync(settings.Store.DatabasePath, cancellationToken);
            var figures = await new Takeover(source, EarlierSeal.Of(settings.Encryption.EarlierKey ?? settings.Encryption.Key), settings, time)
                .WriteAsync(opened, isInPlace: true, _ => Task.CompletedTask, cancellationToken);
            if (figures.People == 0)
            {
                // StartupNotices tells who is left and what helps.
                return;
            }

            Log.TookOver(logger, figures.People, figures.AccessTokens, figures.Links);
            foreach (var sentence in TakeoverReport.Lines(figures, source.LeftBehind, credentials.Read().Client))
            {
                Log.Remark(logger, sentence);
            }
        }
        catch (Exception fault) when (fault is EarlierDatabaseException or StoreUnavailableException)
        {
            // A service that runs is worth more: the next start tries again.
            Log.Postponed(logger, fault.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Took over from the earlier service: people {People}, tokens {Tokens}, links {Links}. They go on without a sign-in", EventName = "TookOver")]
        public static partial void TookOver(ILogger logger, long people, long tokens, long links);

        [LoggerMessage(2, LogLevel.Warning, "Takeover: {Remark}", EventName = "TakeoverRemark")]
        public static partial void Remark(ILogger logger, string remark);

        [LoggerMessage(3, LogLevel.Warning, "The rows of the earlier service could not be taken over: {Reason} The next start tries again", EventName = "TakeoverPostponed")]
        public static partial void Postponed(ILogger logger, string reason);
    }
}
