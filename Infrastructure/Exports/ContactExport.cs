using System.Runtime.CompilerServices;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Memory;
using Gcd.Infrastructure.Sync;

namespace Gcd.Infrastructure.Exports;

/// <summary>One export: reads page after page and gives the file piece by piece. Memory holds one page and one piece.</summary>
internal sealed class ContactExport(
    IPageSource pages,
    Func<CancellationToken, Task<ContactGroups>> readLabels,
    PageFormatter formatter,
    DownloadMemory memory,
    ExportContext context,
    ExportRequest request,
    DateTimeOffset startedAt) : IDisposable
{
    private readonly SeenTokens seen = new();
    private IDisposable? share;
    private ContactFilter filter = ContactFilter.None;

    /// <summary>How many contacts Google announced with the first page, where the file is to hold them all; known once the first piece is there.</summary>
    public int? Announced { get; private set; }

    /// <summary>How many contacts are in the pieces so far.</summary>
    public long Contacts { get; private set; }

    /// <summary>Whether, once all pieces were given, Google delivered fewer contacts than it had announced.</summary>
    public bool IsShort => Contacts < Announced && !formatter.IsFull;

    /// <summary>Before anything was read.</summary>
    public DateTimeOffset StartedAt => startedAt;

    /// <summary>Whether the read can be compared with later ones; known once the first piece is there.</summary>
    public bool IsSynced => context.IsSynced;

    /// <summary>Google's sync token, once all pieces were given.</summary>
    public string? NextSyncToken => context.NextSyncToken;

    /// <summary>What this export reads, and what of it the file shows; known once it is prepared.</summary>
    public string Fingerprint { get; private set; } = string.Empty;

    private bool HoldsAll => request.Filter.IsNone && !request.HoldsPart && request.Since is null;

    /// <summary>Waits for memory and reads the labels, where they are needed.</summary>
    /// <exception cref="GoogleFaultException">The labels cannot be had.</exception>
    /// <exception cref="UnknownLabelException">The filter names a label that the person does not have.</exception>
    /// <exception cref="DownloadMemoryException">Other downloads hold all the memory.</exception>
    public async Task PrepareAsync(CancellationToken ct)
    {
        share = await memory.ReserveAsync(ct);
        if (request.Filter.AsksForLabels || formatter.ShowsLabels)
        {
            context.Labels = await readLabels(ct);
        }

        filter = request.Filter.With(context.Labels);
        Fingerprint = SyncFingerprint.Of(
        [
            pages.Parameters, request.Format.Name, request.Format.Revision, context.UserEmail, .. filter.Has.Select(property => property.Name),
            "in", .. filter.Groups.Select(group => group.ResourceName), filter.AsksForLabels ? "only" : "all",
            .. formatter.ShowsLabels ? context.Labels.All.Select(label => $"{label.ResourceName} {label.Name}") : [],
        ]);
        context.CursorOf = token => request.CursorOf!(new SyncPoint(token, request.Since?.ReadAt ?? startedAt, Fingerprint));
        if (request.Since is { } since && since.Fingerprint != Fingerprint)
        {
            // Google ties a sync token to the parameters of its read.
            throw new GoogleFaultException(GoogleFaultKind.SyncTokenExpired, "What is read of contacts is not what it was at the earlier read.");
        }
    }

    /// <summary>What Google knows of changes since an earlier read, by one call where nothing changed.</summary>
    /// <param name="syncToken">What that read gave.</param>
    /// <param name="toTheEnd">Whether everything that changed is read over, for a new token.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="GoogleFaultException">Google cannot say.</exception>
    public Task<SyncCheck> CheckAsync(string syncToken, bool toTheEnd, CancellationToken ct) => pages.CheckAsync(syncToken, toTheEnd, ct);

    /// <summary>
    /// The file, in order, once it is prepared; a piece is good until the next one is asked for. No piece is of a page that could still
    /// turn out to be malformed, so no contact comes twice.
    /// </summary>
    /// <exception cref="GoogleFaultException">A page cannot be had; what was given so far is not a whole file.</exception>
    /// <exception cref="DownloadMemoryException">Other downloads hold all the memory; what was given so far is not a whole file.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        formatter.Begin(filter, request.From.Contacts);
        var next = request.From.PageToken;
        var isFirst = true;
        do
        {
            context.Place = new ExportPlace(next, 0);
            var page = isFirst ? await ReadFirstAsync(next, ct) : await pages.ReadAsync(next, formatter, ct);
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
        share?.Dispose();
    }

    /// <summary>A read with a sync token has a quota of its own. Where it is used up, the same read goes on without, unless the token is what it is for.</summary>
    private async Task<PeoplePage> ReadFirstAsync(string? pageToken, CancellationToken ct)
    {
        try
        {
            context.IsSynced = request.RequestsSyncToken;
            return await pages.ReadAsync(pageToken, formatter, ct);
        }
        catch (GoogleFaultException quota) when (quota.Kind == GoogleFaultKind.RateLimited && request is { RequestsSyncToken: true, NeedsSyncToken: false })
        {
            context.IsSynced = false;
            pages.ForgoSyncToken();
            return await pages.ReadAsync(pageToken, formatter, ct);
        }
    }
}
