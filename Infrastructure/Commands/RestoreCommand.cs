using System.Globalization;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Commands;

/// <summary>Puts a backup in the place of the database, which is kept under another name. Nothing is touched before a copy of the backup has opened.</summary>
internal static class RestoreCommand
{
    private const string Suffix = ".restoring";

    /// <returns>What was done.</returns>
    public static async Task<string> RunAsync(GcdSettings settings, string file, TimeProvider time, CancellationToken ct)
    {
        var store = DatabaseFiles.RequireFile(settings);
        var present = new DatabaseFiles(store, settings.Store.DatabasePath);
        // A log and a lock lie beside the file itself, not beside a link to it.
        var backup = new DatabaseFiles(store, TokenStoreSettingsReader.WithoutLinks(file));
        Check(backup, present, store);
        using var held = Acquire(present.Path);
        var copy = new DatabaseFiles(store, present.Path + Suffix);
        try
        {
            // What a killed restore left there.
            copy.Delete();
            CopyUnused(backup, copy, ct);
            var totals = await OpenAsync(settings, copy, file, ct);
            ct.ThrowIfCancellationRequested();
            var aside = Replace(present, copy, store, time);
            return $"'{present.Path}' is now what '{file}' holds: {totals}. {aside} Tokens that were revoked since the backup work again; those issued since do not.";
        }
        finally
        {
            copy.Delete();
        }
    }

    private static void Check(DatabaseFiles backup, DatabaseFiles present, EmbeddedStoreProvider store)
    {
        if (backup.Path == present.Path || backup.Path == present.Path + Suffix)
        {
            throw new CommandException($"'{backup.Path}' is the database itself, or what a restore works on. Give the path of a backup.");
        }

        if (!File.Exists(backup.Path))
        {
            throw new CommandException($"'{backup.Path}' does not exist. Give the path of a backup.");
        }

        if (DatabaseFile.Recognise(backup.Path) is var found && found != store.FileKind)
        {
            throw new CommandException(
                TokenStores.All.OfType<EmbeddedStoreProvider>().FirstOrDefault(other => other.FileKind == found) is { } other
                    ? $"'{backup.Path}' is a database of {other.Name}, and TOKEN_STORE is {store.Name}. Nothing was changed. Set TOKEN_STORE={other.Name}, restore it at another GOOGLE_DATABASE, and move it with the command copy."
                    : $"'{backup.Path}' is no database of Gcd. Nothing was changed. Give the path of a backup.",
                ExitCode.Settings);
        }

        if (Path.GetDirectoryName(present.Path) is { } folder && !Directory.Exists(folder))
        {
            throw new CommandException($"GOOGLE_DATABASE: the folder '{folder}' does not exist. Make it, or choose another path.", ExitCode.Settings);
        }
    }

    private static DatabaseLock Acquire(string path)
    {
        try
        {
            return DatabaseLock.Acquire(path);
        }
        catch (StartupException inUse) when (inUse.IsInUse)
        {
            throw new CommandException($"GOOGLE_DATABASE: '{path}' is in use, and cannot be replaced while it is. Nothing was changed. Stop the service, then start the command again.", ExitCode.NotNow);
        }
    }

    /// <summary>A database that has a lock file may be in use, such as another service's; its copy would be torn.</summary>
    private static void CopyUnused(DatabaseFiles backup, DatabaseFiles copy, CancellationToken ct)
    {
        using var held = File.Exists(backup.Path + ".lock") ? DatabaseLock.Acquire(backup.Path) : null;
        backup.CopyTo(copy, ct);
    }

    private static async Task<StoreTotals> OpenAsync(GcdSettings settings, DatabaseFiles copy, string file, CancellationToken ct)
    {
        try
        {
            await using var opened = TokenStores.Open(settings with { Store = settings.Store with { DatabasePath = copy.Path } });
            return await StoreTotals.CountAsync(opened.Rows, ct);
        }
        catch (StartupException refused)
        {
            throw new CommandException($"'{file}' is not restored, and the database stays as it was. {refused.Message.Replace(copy.Path, file, StringComparison.Ordinal)}", ExitCode.Settings);
        }
    }

    /// <returns>Where the earlier database is.</returns>
    private static string Replace(DatabaseFiles present, DatabaseFiles copy, EmbeddedStoreProvider store, TimeProvider time)
    {
        var aside = new DatabaseFiles(store, present.Path + time.GetUtcNow().UtcDateTime.ToString("'.before-restore-'yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        var wasThere = File.Exists(present.Path);
        new DatabaseReplacement(present, copy, aside).Run();
        return wasThere ? $"The earlier database is '{aside.Path}'; delete it when it is no longer needed." : "There was no database before.";
    }
}
