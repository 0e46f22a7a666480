using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>Opens the embedded store, after everything that could speak against it was checked without changing a byte.</summary>
internal static class LiteDbStoreOpener
{
    /// <param name="settings">The path and the keys.</param>
    /// <exception cref="StartupException">Wrong file, wrong key, no right to write, or in use by another process.</exception>
    public static StoreHandle Open(GcdSettings settings)
    {
        var path = settings.Store.DatabasePath;
        DatabaseFile.Check(path, DatabaseFileKind.LiteDb);
        try
        {
            var fileLock = DatabaseLock.Acquire(path);
            try
            {
                return Open(settings, path, fileLock);
            }
            catch
            {
                fileLock.Dispose();
                throw;
            }
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException or StoreUnavailableException)
        {
            throw DatabaseFile.Unusable(path, fault);
        }
        catch (Exception fault) when (IsDamage(fault))
        {
            throw new StartupException($"GOOGLE_DATABASE: '{path}' is damaged ({fault.Message}). Restore a backup, or choose another path.");
        }
    }

    private static StoreHandle Open(GcdSettings settings, string path, DatabaseLock fileLock)
    {
        if (DatabaseFile.Recognise(path) == DatabaseFileKind.LiteDb)
        {
            CheckUnchanged(settings, path);
        }

        var connection = new LiteDbConnection(path);
        try
        {
            if (connection.Read(LiteDbMeta.ReadSchemaVersion) != LiteDbSchema.Version)
            {
                LiteDbSchema.Bring(connection);
            }

            var keys = StoreKeys.Establish(
                settings.Encryption,
                name => connection.Read(db => LiteDbMeta.Get(db, name)),
                (name, value) => connection.Write(db => LiteDbMeta.GetOrAdd(db, name, value)));
            return new StoreHandle(new LiteDbTokenStore(fileLock, connection), new LiteDbStoreRows(connection), new LiteDbSyncStates(connection), keys, new UserLocks(), new LiteDbBackup(connection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A key that does not fit, or a newer schema, is found out before the file is opened for writing.</summary>
    private static void CheckUnchanged(GcdSettings settings, string path)
    {
        try
        {
            using var database = LiteDbFiles.Open(path, readOnly: true);
            if (LiteDbMeta.ReadSchemaVersion(database) is > LiteDbSchema.Version and var newer)
            {
                throw StoreKeys.NewerSchema($"GOOGLE_DATABASE: '{path}'", newer, LiteDbSchema.Version);
            }

            CopyTargetMark.Refuse($"GOOGLE_DATABASE: '{path}'", settings.Store, name => LiteDbMeta.Get(database, name));
            TakeoverMark.Refuse($"GOOGLE_DATABASE: '{path}'", settings.Store, name => LiteDbMeta.Get(database, name));
            StoreKeys.Check(settings.Encryption, name => LiteDbMeta.Get(database, name), LiteDbSchema.KeyIdsInUse(database));
        }
        catch (Exception fault) when (IsDamage(fault))
        {
            throw new StartupException($"GOOGLE_DATABASE: '{path}' is damaged or no database of Gcd ({fault.Message}). Nothing was changed. Restore a backup, or choose another path.");
        }
    }

    // LiteDB trusts what it reads: over broken bytes it ends in casts, indexes and decoders as well as in its own exceptions.
    private static bool IsDamage(Exception fault) =>
        fault is not (StartupException or IOException or UnauthorizedAccessException or StoreUnavailableException);
}
