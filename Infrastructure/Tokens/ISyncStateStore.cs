namespace Gcd.Infrastructure.Tokens;

/// <summary>
/// Where sync states live. A row that is lost costs its caller a read of everything and nothing else, so writes need not survive a kill.
/// Every member may throw <see cref="StoreUnavailableException"/>.
/// </summary>
internal interface ISyncStateStore
{
    /// <summary>All of a person, the newest first.</summary>
    ValueTask<IReadOnlyList<SyncState>> ReadAsync(string googleSub, CancellationToken ct);

    /// <summary>Saves a state over the one with the same id, if there is one.</summary>
    /// <param name="state">The row.</param>
    /// <param name="most">How many of its kind the person may have; the oldest go.</param>
    /// <param name="ct">Stops the work before it is written.</param>
    /// <returns>False, and nothing is written, when the person is gone.</returns>
    ValueTask<bool> SaveAsync(SyncState state, int most, CancellationToken ct);

    /// <summary>Removes those whose time is over.</summary>
    ValueTask PurgeAsync(DateTimeOffset now, CancellationToken ct);
}
