using System.Buffers;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Telemetry;

namespace Gcd.Infrastructure.Downloads;

/// <summary>
/// Writes a download into the response. What is handed over has been taken in full when <see cref="WriteAsync"/> returns,
/// so a slow caller slows the asking; one that takes nothing for a minute is broken off.
/// </summary>
internal sealed class DownloadWriter(HttpContext context, ExportRequest export, DownloadSlot slot, DownloadLimits limits, TimeProvider time)
{
    // Handed to the connection's buffer (64 KiB) piece by piece: one piece has to leave within the longest stall.
    private const int PieceSize = 16 * 1024;

    /// <summary>Whether the download was broken off because the caller took nothing.</summary>
    public bool HasStalled { get; private set; }

    /// <summary>Sends headers with the first bytes, so until then every refusal still has its own status.</summary>
    public void Begin(ContactExport running, DownloadTerms terms, string? entityTag)
    {
        if (terms.SetHeaders is { } setHeaders)
        {
            setHeaders(context.Response, running);
        }
        else
        {
            DownloadHeaders.Set(context.Response, export, time.GetUtcNow(), running.Announced, entityTag);
        }
    }

    /// <summary>Answers that the caller has the file already.</summary>
    public Task NotModifiedAsync(string entityTag, CancellationToken ct)
    {
        DownloadHeaders.SetNotModified(context.Response, entityTag);
        return CompleteAsync(ct);
    }

    /// <exception cref="OperationCanceledException">The caller left, or took nothing for a minute.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var body = context.Response.BodyWriter;
        while (bytes.Length > 0)
        {
            var piece = bytes[..Math.Min(PieceSize, bytes.Length)];
            body.Write(piece.Span);
            var flush = body.FlushAsync(ct);
            if (!flush.IsCompletedSuccessfully)
            {
                await WithinLimitAsync(flush.AsTask(), ct);
            }

            bytes = bytes[piece.Length..];
        }
    }

    /// <summary>Ends the body, and with it the download, as a whole one.</summary>
    /// <exception cref="OperationCanceledException">The caller left, or took nothing for a minute.</exception>
    public async Task CompleteAsync(CancellationToken ct)
    {
        // Before the caller can know that it has everything: its next download should find the slot free.
        slot.Dispose();
        await WithinLimitAsync(context.Response.CompleteAsync(), ct);
    }

    /// <summary>Records the outcome for the request log.</summary>
    public void RecordOutcome(long contacts, bool isWhole) =>
        context.Features.Set(new RequestLogDetails { Contacts = contacts, IsBrokenOff = !isWhole && context.Response.HasStarted });

    /// <summary>Resets the connection, so that the caller's client reports an error instead of a whole file.</summary>
    public void BreakOff() => context.Abort();

    private async Task WithinLimitAsync(Task write, CancellationToken ct)
    {
        try
        {
            await write.WaitAsync(limits.LongestStall, time, ct);
        }
        catch (Exception fault) when (!write.IsCompleted)
        {
            HasStalled = fault is TimeoutException;
            // A write that hangs must have ended before anything else touches its stream; without its connection it does.
            BreakOff();
            await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new OperationCanceledException("The caller left, or took nothing for too long.");
        }
        catch (TimeoutException)
        {
            // It ended at the very moment when the time was over.
            await write;
        }
    }
}
