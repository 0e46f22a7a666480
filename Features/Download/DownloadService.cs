using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Telemetry;
using Gcd.Infrastructure.Tokens;
using Prometheus;

namespace Gcd.Features.Download;

/// <summary>
/// The way of a contact: page by page from Google, formatted in memory of a fixed size, to the caller.
/// The first page is whole and formatted before the first byte goes out.
/// </summary>
internal sealed partial class DownloadService(
    PageReader pages,
    GcdSettings settings,
    GcdMetrics metrics,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<DownloadService> logger)
{
    /// <exception cref="GoogleFaultException">Nothing was sent yet; the kind says why.</exception>
    public async Task SendAsync(StoredUser user, ExportFormat format, DownloadCaller caller, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(settings.DownloadMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        using var download = new ContactDownload(user, format, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        using var running = metrics.DownloadsInProgress.TrackInProgress();
        var isSent = false;
        var isBegun = false;
        try
        {
            do
            {
                await pages.ReadNextAsync(download, either.Token);
                if (!isBegun)
                {
                    caller.Begin(download.Announced);
                    isBegun = true;
                }

                await caller.WriteAsync(download.Formatted, either.Token);
                download.Release();
            }
            while (!download.IsComplete);
            await caller.CompleteAsync(either.Token);
            isSent = true;
        }
        catch (GoogleFaultException fault) when (isBegun)
        {
            Log.BrokenOff(logger, user.UserHash, download.Written, fault.Kind, fault.Message);
            caller.BreakOff();
        }
        catch (GoogleFaultException fault)
        {
            Log.Refused(logger, user.UserHash, fault.Kind, fault.Message);
            throw;
        }
        catch (OperationCanceledException)
        {
            Log.Abandoned(logger, user.UserHash, download.Written, Reason(limit.IsCancellationRequested, caller.HasStalled));
            caller.BreakOff();
        }
        catch when (isBegun)
        {
            caller.BreakOff();
            throw;
        }
        finally
        {
            metrics.CountDownload(format.Name, isSent, download.Written);
            caller.Tell(download.Written, isSent);
        }
    }

    private string Reason(bool isTooLong, bool hasStalled) =>
        isTooLong ? "it took longer than DOWNLOAD_MAX_MINUTES"
        : hasStalled ? "the caller took nothing for too long"
        : lifetime.ApplicationStopping.IsCancellationRequested ? "SHUTDOWN_SECONDS were over, or the caller left"
        : "the caller left";

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A download of {UserHash} was broken off after {Contacts} contacts, {Kind}: {Reason}", EventName = "DownloadBrokenOff")]
        public static partial void BrokenOff(ILogger logger, string userHash, long contacts, GoogleFaultKind kind, string reason);

        [LoggerMessage(2, LogLevel.Warning, "A download of {UserHash} could not begin, {Kind}: {Reason}", EventName = "DownloadRefused")]
        public static partial void Refused(ILogger logger, string userHash, GoogleFaultKind kind, string reason);

        [LoggerMessage(3, LogLevel.Information, "A download of {UserHash} ended after {Contacts} contacts: {Reason}", EventName = "DownloadAbandoned")]
        public static partial void Abandoned(ILogger logger, string userHash, long contacts, string reason);
    }
}
