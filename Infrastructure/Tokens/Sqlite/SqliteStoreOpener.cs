using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.Embedded;
using Gcd.Infrastructure.Tokens.Sql;
using Microsoft.Data.Sqlite;

namespace Gcd.Infrastructure.Tokens.Sqlite;

/// <summary>Opens the embedded SQLite store, after everything that could speak against it was checked without changing a byte.</summary>
internal static class SqliteStoreOpener
{
    /// <param name="settings">The path and the keys.</param>
    /// <exception cref="StartupException">Wrong file, wrong key, no right to write, or in use by another process.</exception>
    public static StoreHandle Open(GcdSettings settings)
    {
        var path = settings.Store.DatabasePath;
        DatabaseFile.Check(path, DatabaseFileKind.Sqlite);
        try
        {
            var fileLock = DatabaseLock.Acquire(path);
            try
            {
                return OpenAsync(settings, path, fileLock).AsTask().GetAwaiter().GetResult();
            }
            catch
            {
                fileLock.Dispose();
                throw;
            }
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException or StoreUnavailableException { InnerException: not SqliteException })
        {
            throw DatabaseFile.Unusable(path, fault);
        }
        catch (StoreUnavailableException fault)
        {
            throw fault.InnerException is SqliteException inner && SqliteFaults.IsDamage(inner) ? Damaged(path, inner) : DatabaseFile.Unusable(path, fault);
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.IsStoreFault(fault) && !SqliteFaults.IsDamage(fault) ? DatabaseFile.Unusable(path, fault) : Damaged(path, fault);
        }
    }

    private static async ValueTask<StoreHandle> OpenAsync(GcdSettings settings, string path, DatabaseLock fileLock)
    {
        var content = await CheckUnchangedAsync(settings, path);
        var database = new SqliteDatabase(path, fileLock);
        try
        {
            if (content != SqliteContent.Current)
            {
                await SqliteSchema.BringAsync(database, content, CancellationToken.None);
            }

            return await SqlStore.OpenAsync(database, settings, new UserLocks(), new SqliteBackup(database));
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>A key that does not fit, or a newer schema, is found out before the file is opened for writing.</summary>
    private static async ValueTask<SqliteContent> CheckUnchangedAsync(GcdSettings settings, string path)
    {
        if (DatabaseFile.Recognise(path) == DatabaseFileKind.New)
        {
            return SqliteContent.New;
        }

        await using var session = SqliteFiles.OpenLocked(path);
        var content = await SqliteSchema.RecogniseAsync(session, path, CancellationToken.None);
        if (content is SqliteContent.Current or SqliteContent.Version1 or SqliteContent.Version2 or SqliteContent.Version3)
        {
            await SqlStore.CheckAsync(session, $"GOOGLE_DATABASE: '{path}'", settings);
        }

        return content;
    }

    private static StartupException Damaged(string path, SqliteException fault) =>
        new($"GOOGLE_DATABASE: '{path}' is damaged ({fault.Message}). Restore a backup, or choose another path.");
}
