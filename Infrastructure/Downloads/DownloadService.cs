using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Memory;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Sync;
using Gcd.Infrastructure.Telemetry;
using Gcd.Infrastructure.Tokens;
using Prometheus;

namespace Gcd.Infrastructure.Downloads;

/// <summary>
/// Sends an export to the caller piece by piece, within the time for a download, and reports how it went. The first piece is there before
/// the first byte goes out, so that a refusal of Google's still gets its own status.
/// </summary>
internal sealed partial class DownloadService(
    ContactExports exports,
    DownloadRevalidation revalidation,
    ITokenStore store,
    GcdSettings settings,
    GcdMetrics metrics,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<DownloadService> logger)
{
    /// <summary>Sends the file, or that it is the one which the caller has.</summary>
    /// <exception cref="GoogleFaultException">Nothing was sent yet; the kind says why.</exception>
    /// <exception cref="UnknownLabelException">Nothing was sent yet; the person has no such label.</exception>
    /// <exception cref="DownloadMemoryException">Nothing was sent yet; other downloads hold all the memory.</exception>
    public async Task SendAsync(TokenWithUser current, ExportRequest request, DownloadTerms terms, DownloadWriter writer, CancellationToken ct)
    {
        var (token, user) = current;
        using var limit = new CancellationTokenSource(settings.DownloadMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        using var export = exports.Start(user, request with { RequestsSyncToken = request.RequestsSyncToken || terms.WantsEntityTag });
        using var running = metrics.DownloadsInProgress.TrackInProgress();
        var outcome = DownloadOutcome.Error;
        var isBegun = false;
        var isRevoked = false;
        string? entityTag = null;
        try
        {
            await export.PrepareAsync(either.Token);
            if (await revalidation.FindUnchangedAsync(user, export, terms.EntityTags, either.Token) is { } unchanged)
            {
                await writer.NotModifiedAsync(unchanged, either.Token);
                outcome = DownloadOutcome.NotModified;
                return;
            }

            await foreach (var piece in export.ReadAsync(either.Token))
            {
                if (!isBegun)
                {
                    entityTag = terms.WantsEntityTag && export.IsSynced ? SyncStates.NewName() : null;
                    writer.Begin(export, terms, entityTag);
                    isBegun = true;
                }
                else if (await IsGoneAsync(token, either.Token))
                {
                    isRevoked = true;
                    throw new OperationCanceledException("The token was revoked.");
                }

                await writer.WriteAsync(piece, either.Token);
            }

            if (export.IsShort)
            {
                metrics.ShortAddressBooks.Inc();
                Log.Short(logger, user.UserHash, export.Contacts, export.Announced!.Value);
            }

            if (entityTag is not null)
            {
                // Before the caller can come back with it.
                await revalidation.SaveAsync(user, export, entityTag, either.Token);
            }

            if (terms.SaveAsync is { } saveAsync)
            {
                await saveAsync(export, either.Token);
            }

            await writer.CompleteAsync(either.Token);
            outcome = DownloadOutcome.Success;
        }
        catch (GoogleFaultException fault) when (isBegun)
        {
            Log.BrokenOff(logger, user.UserHash, export.Contacts, fault.Kind, fault.Message);
            writer.BreakOff();
        }
        catch (DownloadMemoryException full) when (isBegun)
        {
            Log.OutOfMemory(logger, user.UserHash, export.Contacts, full.Message);
            writer.BreakOff();
        }
        catch (GoogleFaultException fault)
        {
            Log.Refused(logger, user.UserHash, fault.Kind, fault.Message);
            throw;
        }
        catch (OperationCanceledException)
        {
            Log.Abandoned(logger, user.UserHash, export.Contacts, Reason(isRevoked, limit.IsCancellationRequested, writer.HasStalled));
            writer.BreakOff();
        }
        catch when (isBegun)
        {
            writer.BreakOff();
            throw;
        }
        finally
        {
            metrics.CountDownload(request.Format.Name, outcome, request.Format.CountDelivered(export.Contacts));
            writer.RecordOutcome(export.Contacts, isWhole: outcome != DownloadOutcome.Error);
        }
    }

    /// <summary>One look-up by key for each piece of up to a mebibyte. Where the store cannot say, the download goes on.</summary>
    private async ValueTask<bool> IsGoneAsync(StoredToken token, CancellationToken ct)
    {
        try
        {
            return await store.FindTokenAsync(token.Hash, ct) is null;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private string Reason(bool isRevoked, bool isTooLong, bool hasStalled) =>
        isRevoked ? "its token was revoked"
        : isTooLong ? "it took longer than DOWNLOAD_MAX_MINUTES"
        : hasStalled ? "the caller took nothing for too long"
        : lifetime.ApplicationStopping.IsCancellationRequested ? "SHUTDOWN_SECONDS were over, or the caller left"
        : "the caller left";

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A download of {UserHash} broke off after {Contacts} contacts, {Kind}: {Reason}", EventName = "DownloadBrokenOff")]
        public static partial void BrokenOff(ILogger logger, string userHash, long contacts, GoogleFaultKind kind, string reason);

        [LoggerMessage(2, LogLevel.Warning, "A download of {UserHash} could not start, {Kind}: {Reason}", EventName = "DownloadRefused")]
        public static partial void Refused(ILogger logger, string userHash, GoogleFaultKind kind, string reason);

        [LoggerMessage(3, LogLevel.Information, "A download of {UserHash} ended after {Contacts} contacts: {Reason}", EventName = "DownloadAbandoned")]
        public static partial void Abandoned(ILogger logger, string userHash, long contacts, string reason);

        [LoggerMessage(4, LogLevel.Warning, "Google delivered {Contacts} of {Announced} contacts that it had announced for {UserHash}; the file holds what came", EventName = "ShortAddressBook")]
        public static partial void Short(ILogger logger, string userHash, long contacts, int announced);

        [LoggerMessage(5, LogLevel.Warning, "A download of {UserHash} broke off after {Contacts} contacts: {Reason}", EventName = "DownloadOutOfMemory")]
        public static partial void OutOfMemory(ILogger logger, string userHash, long contacts, string reason);
    }
}
