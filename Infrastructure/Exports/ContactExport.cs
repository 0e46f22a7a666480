using System.Runtime.CompilerServices;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Memory;

namespace Gcd.Infrastructure.Exports;

/// <summary>One export: reads page after page and gives the file piece by piece. Memory holds one page and one piece.</summary>
internal sealed class ContactExport(
    PageReader pages,
    Func<CancellationToken, Task<ContactGroups>> readLabels,
    PageFormatter formatter,
    DownloadMemory memory,
    ExportContext context,
    ExportRequest request) : IDisposable
{
    private readonly SeenTokens seen = new();

    /// <summary>How many contacts Google announced with the first page, where the file is to hold them all; known once the first piece is there.</summary>
    public int? Announced { get; private set; }

    /// <summary>How many contacts are in the pieces so far.</summary>
    public long Contacts { get; private set; }

    /// <summary>Whether, once all pieces were given, Google delivered fewer contacts than it had announced.</summary>
    public bool IsShort => Contacts < Announced;

    private bool HoldsAll => request.Filter.IsNone && request.From == default && request.Format.PageSize is null;

    /// <summary>
    /// The file, in order; a piece is good until the next one is asked for. No piece is of a page that could still turn out to be
    /// malformed, so no contact comes twice.
    /// </summary>
    /// <exception cref="GoogleFaultException">A page cannot be had; what was given so far is not a whole file.</exception>
    /// <exception cref="UnknownLabelException">The filter names a label that the person does not have; nothing was given yet.</exception>
    /// <exception cref="DownloadMemoryException">Other downloads hold all the memory; what was given so far is not a whole file.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        using var share = await memory.ReserveAsync(ct);
        if (request.Filter.AsksForLabels || formatter.ShowsLabels)
        {
            context.Labels = await readLabels(ct);
        }

        formatter.Begin(request.Filter.With(context.Labels), request.From.Contacts);
        var next = request.From.PageToken;
        var isFirst = true;
        do
        {
            context.Place = new ExportPlace(next, 0);
            var page = await pages.ReadAsync(next, formatter.Take, ct);
            // Not asked again: what Google says of the next page is well-formed, and wrong.
            if (page.NextPageToken is { } token && !seen.Add(token))
            {
                throw new GoogleFaultException(GoogleFaultKind.Malformed, "A page names one that came before as the next one.");
            }

            Announced = isFirst && HoldsAll && page.TotalItems >= 0 ? page.TotalItems : Announced;
            isFirst = false;
            next = page.NextPageToken;
            do
            {
                Contacts = formatter.Contacts;
                yield return formatter.Piece;
            }
            while (formatter.TakeNextPiece());
        }
        while (next is not null && !formatter.IsFull);
    }

    public void Dispose()
    {
        formatter.Dispose();
        context.Dispose();
    }
}
