using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Telemetry;
using Gcd.Infrastructure.Tokens;
using Prometheus;

namespace Gcd.Features.Download;

/// <summary>
/// Sends an export to the caller piece by piece, within the time for a download, and reports how it went. The first piece is there before
/// the first byte goes out, so that a refusal of Google's still gets its own status.
/// </summary>
internal sealed partial class DownloadService(
    ContactExports exports,
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
        using var export = exports.Start(user, format);
        using var running = metrics.DownloadsInProgress.TrackInProgress();
        var isSent = false;
        var isBegun = false;
        try
        {
            await foreach (var piece in export.ReadAsync(either.Token))
            {
                if (!isBegun)
                {
                    caller.Begin(export.Announced);
                    isBegun = true;
                }

                await caller.WriteAsync(piece, either.Token);
            }

            await caller.CompleteAsync(either.Token);
            isSent = true;
        }
        catch (GoogleFaultException fault) when (isBegun)
        {
            Log.BrokenOff(logger, user.UserHash, export.Contacts, fault.Kind, fault.Message);
            caller.BreakOff();
        }
        catch (GoogleFaultException fault)
        {
            Log.Refused(logger, user.UserHash, fault.Kind, fault.Message);
            throw;
        }
        catch (OperationCanceledException)
        {
            Log.Abandoned(logger, user.UserHash, export.Contacts, Reason(limit.IsCancellationRequested, caller.HasStalled));
            caller.BreakOff();
        }
        catch when (isBegun)
        {
            caller.BreakOff();
            throw;
        }
        finally
        {
            metrics.CountDownload(format.Name, isSent, export.Contacts);
            caller.Tell(export.Contacts, isSent);
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
