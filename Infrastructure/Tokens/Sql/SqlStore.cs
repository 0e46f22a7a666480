using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens.Sql;

/// <summary>Puts a store together on a database whose tables are there.</summary>
internal static class SqlStore
{
    public static async ValueTask<StoreHandle> OpenAsync(ISqlDatabase database, GcdSettings settings, IUserLocks locks, IStoreBackup? backup)
    {
        var keys = StoreKeys.Establish(
            settings.Encryption,
            name => Wait(database.ReadAsync(session => SqlMeta.GetAsync(session, name, CancellationToken.None), CancellationToken.None)),
            (name, value) => Wait(database.WriteAsync(
                async session => new SqlChange<byte[]>(await SqlMeta.GetOrAddAsync(session, name, value, CancellationToken.None)),
                CancellationToken.None)).Result);
        var figures = await SqlFigures.ReadAsync(database, CancellationToken.None);
        return new StoreHandle(new SqlTokenStore(database, figures), new SqlStoreRows(database, figures), new SqlSyncStates(database), keys, locks, backup);
    }

    /// <summary>Checks that the database is whole and the configured keys fit, before anything is changed.</summary>
    /// <param name="session">The database, open for reading.</param>
    /// <param name="store">The store as messages name it.</param>
    /// <param name="settings">The configured keys.</param>
    /// <param name="isComplete">Whether all tables are there; a start that was killed may have left only <c>gcd_meta</c>.</param>
    /// <exception cref="StartupException">It is half of a copy, or a key is needed that is not configured.</exception>
    public static async ValueTask CheckAsync(SqlSession session, string store, GcdSettings settings, bool isComplete = true)
    {
        CopyTargetMark.Refuse(store, settings.Store, Get);
        TakeoverMark.Refuse(store, settings.Store, Get);
        if (!isComplete)
        {
            return;
        }

        StoreKeys.Check(settings.Encryption, Get, await SqlStoreRows.ReadKeyIdsAsync(session, CancellationToken.None));

        byte[]? Get(string name) => Wait(SqlMeta.GetAsync(session, name, CancellationToken.None));
    }

    // Only at the start, before anything else runs.
    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
