namespace Gcd.Infrastructure.Tokens;

/// <summary>A store that is open, with what belongs to it.</summary>
/// <param name="Store">What the service asks.</param>
/// <param name="Rows">What commands ask.</param>
/// <param name="SyncStates">What changed since a read can be asked by.</param>
/// <param name="Keys">The configured keys, which fit this store.</param>
/// <param name="Locks">Locks that hold for everybody who uses the store.</param>
/// <param name="Backup">Null where the database's own tools make backups.</param>
internal sealed record StoreHandle(ITokenStore Store, IStoreRows Rows, ISyncStateStore SyncStates, StoreKeys Keys, IUserLocks Locks, IStoreBackup? Backup) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Keys.Dispose();
    }
}
