using Gcd.Infrastructure.Settings;
using LiteDB;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>Opens the embedded store, after everything that could speak against it was checked without changing a byte.</summary>
internal static class LiteDbStoreOpener
{
    private const int SchemaVersion = 1;
    private const string SchemaVersionName = "schema_version";

    /// <param name="settings">The path and the keys.</param>
    /// <exception cref="StartupException">Wrong file, wrong key, no right to write, or in use by another process.</exception>
    public static (LiteDbTokenStore Store, StoreKeys Keys) Open(GcdSettings settings)
    {
        var path = settings.DatabasePath;
        DatabaseFile.Check(path);
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

    private static (LiteDbTokenStore Store, StoreKeys Keys) Open(GcdSettings settings, string path, DatabaseLock fileLock)
    {
        if (DatabaseFile.Recognise(path) == DatabaseFileKind.LiteDb)
        {
            CheckUnchanged(settings, path);
        }

        var connection = new LiteDbConnection(path);
        try
        {
            Prepare(connection);
            var keys = StoreKeys.Establish(settings.Encryption, name => Get(connection, name), (name, value) => GetOrAdd(connection, name, value));
            return (new LiteDbTokenStore(fileLock, connection), keys);
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
            var meta = database.GetCollection(LiteDbRows.Meta);
            if (meta.FindById(SchemaVersionName)?["value"] is { IsInt32: true } version && version.AsInt32 > SchemaVersion)
            {
                throw new StartupException(
                    $"GOOGLE_DATABASE: '{path}' was written by a newer Gcd (schema {version.AsInt32}, this one knows {SchemaVersion}). Nothing was changed. Start the newer Gcd, or restore an older backup.");
            }

            StoreKeys.Check(settings.Encryption, name => meta.FindById(name)?["value"].AsBinary);
        }
        catch (Exception fault) when (IsDamage(fault))
        {
            throw new StartupException($"GOOGLE_DATABASE: '{path}' is damaged or no database of Gcd ({fault.Message}). Nothing was changed. Restore a backup, or choose another path.");
        }
    }

    // LiteDB trusts what it reads: over broken bytes it ends in casts, indexes and decoders as well as in its own exceptions.
    private static bool IsDamage(Exception fault) =>
        fault is not (StartupException or IOException or UnauthorizedAccessException or StoreUnavailableException);

    private static void Prepare(LiteDbConnection connection) =>
        connection.Write(db =>
        {
            db.GetCollection(LiteDbRows.Users).EnsureIndex("google_sub", unique: true);
            db.GetCollection(LiteDbRows.Tokens).EnsureIndex("user_email");
            db.GetCollection(LiteDbRows.UsedStates).EnsureIndex("keep_until");
            var meta = db.GetCollection(LiteDbRows.Meta);
            return meta.FindById(SchemaVersionName) is not null
                || meta.Insert(new BsonDocument { ["_id"] = SchemaVersionName, ["value"] = SchemaVersion }) is not null;
        });

    private static byte[]? Get(LiteDbConnection connection, string name) =>
        connection.Read(db => db.GetCollection(LiteDbRows.Meta).FindById(name)?["value"].AsBinary);

    private static byte[] GetOrAdd(LiteDbConnection connection, string name, byte[] value) =>
        connection.Write(db =>
        {
            var meta = db.GetCollection(LiteDbRows.Meta);
            if (meta.FindById(name) is { } known)
            {
                return known["value"].AsBinary;
            }

            meta.Insert(new BsonDocument { ["_id"] = name, ["value"] = value });
            return value;
        });
}
