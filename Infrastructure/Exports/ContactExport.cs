using System.Runtime.CompilerServices;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Memory;

namespace Gcd.Infrastructure.Exports;

/// <summary>One export: reads page after page and gives the file piece by piece. Memory holds one page and one piece.</summary>
internal sealed class ContactExport(PageReader pages, PageFormatter formatter, DownloadMemory memory) : IDisposable
{
    private readonly SeenTokens seen = new();

    /// <summary>How many contacts Google announced with the first page; known once the first piece is there.</summary>
    public int? Announced { get; private set; }

    /// <summary>How many contacts are in the pieces so far.</summary>
    public long Contacts { get; private set; }

    /// <summary>Whether, once all pieces were given, Google delivered fewer contacts than it had announced.</summary>
    public bool IsShort => Contacts < Announced;

    /// <summary>
    /// The file, in order; a piece is good until the next one is asked for. No piece is of a page that could still turn out to be
    /// malformed, so no contact comes twice.
    /// </summary>
    /// <exception cref="GoogleFaultException">A page cannot be had; what was given so far is not a whole file.</exception>
    /// <exception cref="DownloadMemoryException">Other downloads hold all the memory; what was given so far is not a whole file.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        using var share = await memory.ReserveAsync(ct);
        string? next = null;
        do
        {
            var page = await pages.ReadAsync(next, formatter.Take, ct);
            // Not asked again: what Google says of the next page is well-formed, and wrong.
            if (page.NextPageToken is { } token && !seen.Add(token))
            {
                throw new GoogleFaultException(GoogleFaultKind.Malformed, "A page names one that came before as the next one.");
            }

            Announced = next is null && page.TotalItems >= 0 ? page.TotalItems : Announced;
            next = page.NextPageToken;
            do
            {
                Contacts = formatter.Contacts;
                yield return formatter.Piece;
            }
            while (formatter.TakeNextPiece());
        }
        while (next is not null);
    }

    public void Dispose() => formatter.Dispose();
}
