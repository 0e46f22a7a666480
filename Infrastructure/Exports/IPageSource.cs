using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Memory;

namespace Gcd.Infrastructure.Exports;

/// <summary>Where the pages of an export come from.</summary>
internal interface IPageSource
{
    /// <summary>All that a sync token is tied to, but the token itself.</summary>
    string Parameters { get; }

    /// <param name="pageToken">Null for the first page.</param>
    /// <param name="formatter">Takes the page over; when it throws a fault, the page is asked again.</param>
    /// <param name="ct">Ends all tries.</param>
    /// <exception cref="GoogleFaultException">The page cannot be had.</exception>
    /// <exception cref="DownloadMemoryException">The page is large, and other downloads hold all the memory for such pages.</exception>
    Task<PeoplePage> ReadAsync(string? pageToken, PageFormatter formatter, CancellationToken ct);

    /// <summary>From now on pages are asked for as if nobody wanted a sync token.</summary>
    void ForgoSyncToken();

    /// <summary>What Google knows of changes since an earlier read.</summary>
    /// <param name="syncToken">What that read gave.</param>
    /// <param name="toTheEnd">Whether everything that changed is read over, for a new token; else it is enough to know that something did.</param>
    /// <param name="ct">Ends all tries.</param>
    /// <exception cref="GoogleFaultException">Google cannot be asked.</exception>
    /// <exception cref="DownloadMemoryException">So much changed that there is no memory for it now.</exception>
    Task<SyncCheck> CheckAsync(string syncToken, bool toTheEnd, CancellationToken ct);
}

/// <summary>What Google knows of changes since an earlier read.</summary>
/// <param name="IsExpired">It no longer knows the token, and so cannot say.</param>
/// <param name="HasChanges">Somebody was added, changed or deleted.</param>
/// <param name="NextSyncToken">Where everything that changed was read.</param>
internal readonly record struct SyncCheck(bool IsExpired, bool HasChanges, string? NextSyncToken);
