using Gcd.Infrastructure.Sync;

namespace Gcd.Infrastructure.Exports;

/// <summary>What is to be exported.</summary>
internal sealed record ExportRequest(ExportFormat Format)
{
    public ContactFilter Filter { get; init; } = ContactFilter.None;

    /// <summary>Only these contacts, by resource name; null for the address book.</summary>
    public IReadOnlyList<string>? ResourceNames { get; init; }

    /// <summary>Where it begins; default is the beginning.</summary>
    public ExportPlace From { get; init; }

    /// <summary>The address that gives what comes after a place, for a format that gives a part at a time; null where nobody asked over HTTP.</summary>
    public Func<ExportPlace, string>? AddressOf { get; init; }

    /// <summary>Whether Google is asked for a sync token, by which a later read is told what changed.</summary>
    public bool RequestsSyncToken { get; init; }

    /// <summary>Whether the read is of no use without that token.</summary>
    public bool NeedsSyncToken { get; init; }

    /// <summary>Only what changed since then; null for everything.</summary>
    public SyncPoint? Since { get; init; }

    /// <summary>What a caller comes back with, of the moment that this export goes back to; null where nobody asked for it.</summary>
    public Func<SyncPoint, string>? CursorOf { get; init; }

    /// <summary>Whether the file may hold only a part of the contacts, by its place rather than by a filter.</summary>
    public bool HoldsPart => From != default || Format.PageSize is not null || ResourceNames is not null;
}
