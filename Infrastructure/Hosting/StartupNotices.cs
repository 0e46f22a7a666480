using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Telemetry;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Hosting;

/// <summary>Tells once, at start, what the operator should know.</summary>
internal sealed partial class StartupNotices(GcdSettings settings, GcdMetrics metrics, IStoreRows rows, CredentialsFile credentials, ILogger<StartupNotices> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Encryption.IsUnsafe)
        {
            metrics.EncryptionWarnings.Inc();
            Log.UnsafeKey(logger);
            Log.NotForProduction(logger);
        }

        if (settings.Encryption.IsShort)
        {
            metrics.EncryptionWarnings.Inc();
            Log.ShortKey(logger);
        }

        foreach (var (name, meant) in settings.Misspelt)
        {
            Log.Misspelt(logger, name, meant);
        }

        if (settings.Obsolete.Count > 0)
        {
            Log.Obsolete(logger, string.Join(", ", settings.Obsolete));
        }

        await TellEarlierUsersAsync(cancellationToken);
        // Tells by itself what is wrong with it, before the first person meets it.
        credentials.Read();
        Log.RedirectUri(logger, settings.RedirectUri.OriginalString);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task TellEarlierUsersAsync(CancellationToken ct)
    {
        try
        {
            if (await rows.CountEarlierUsersAsync(ct) is > 0 and var earlier)
            {
                Log.EarlierUsers(logger, earlier);
            }
        }
        catch (StoreUnavailableException)
        {
            // It went away just now; /health tells.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7, LogLevel.Warning, "GOOGLE_ENCRYPTION_KEY has fewer than 16 characters: whoever gets a copy of the database can find such a key by trying. Make one with openssl rand -base64 32, put the present one into GOOGLE_ENCRYPTION_KEYS_ACCEPTED, and run the command reseal", EventName = "ShortKey")]
        public static partial void ShortKey(ILogger logger);

        [LoggerMessage(8, LogLevel.Warning, "The variable {Name} means nothing to Gcd. If {Meant} is meant, correct the name: its default is in use", EventName = "MisspeltSetting")]
        public static partial void Misspelt(ILogger logger, string name, string meant);

        // The words of the earlier service, which scripts may look for.
        [LoggerMessage(1, LogLevel.Warning, "⚠️  WARNING: GOOGLE_ENCRYPTION_KEY not set, using default 'secret' key.", EventName = "UnsafeKey")]
        public static partial void UnsafeKey(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "⚠️  WARNING: This is NOT secure for production use!", EventName = "NotForProduction")]
        public static partial void NotForProduction(ILogger logger);

        [LoggerMessage(3, LogLevel.Information, "Ignored, because these settings are no longer needed: {Names}", EventName = "ObsoleteSettings")]
        public static partial void Obsolete(ILogger logger, string names);

        [LoggerMessage(4, LogLevel.Information, "Google returns people to {RedirectUri}; this address must be among the authorized redirect URIs of the OAuth client", EventName = "RedirectUri")]
        public static partial void RedirectUri(ILogger logger, string redirectUri);

        [LoggerMessage(6, LogLevel.Warning, "Gcd cannot decrypt the rows of {Count} users of the earlier service, and keeps them: these users get 401 until they sign in again, or until a start with EARLIER_ENCRYPTION_KEY set to the key of that service", EventName = "EarlierUsers")]
        public static partial void EarlierUsers(ILogger logger, long count);
    }
}
