using System.Buffers;
using Gcd.Infrastructure.Telemetry;

namespace Gcd.Features.Download;

/// <summary>
/// The caller's side of a download. Whatever is handed over has been taken in full when <see cref="WriteAsync"/> returns,
/// so a slow caller slows the asking; one that takes nothing for a minute is broken off.
/// </summary>
internal sealed class DownloadCaller(HttpContext context, Action<int?> setHeaders, DownloadLimits limits, TimeProvider time)
{
    // Handed to the connection's buffer (64 KiB) piece by piece: one piece has to leave within the longest stall.
    private const int PieceSize = 16 * 1024;

    /// <summary>Sends headers with the first bytes, so until then every refusal still has its own status.</summary>
    public void Begin(int? announced) => setHeaders(announced);

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

    /// <summary>Leaves for the log how it went.</summary>
    public void Tell(long contacts, bool isWhole) => context.Features.Set(new RequestFacts { Contacts = contacts, IsBrokenOff = !isWhole && context.Response.HasStarted });

    /// <summary>Resets the connection, so that the caller's client reports an error instead of a whole file.</summary>
    public void BreakOff() => context.Abort();

    private async Task WithinLimitAsync(Task flush, CancellationToken ct)
    {
        try
        {
            await flush.WaitAsync(limits.LongestStall, time, ct);
        }
        catch (TimeoutException)
        {
            throw new OperationCanceledException("The caller took nothing for too long.");
        }
    }
}
