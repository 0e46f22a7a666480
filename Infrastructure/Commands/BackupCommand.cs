using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Commands;

/// <summary>Writes a store to a new file. It gets its name only when it is whole and was opened as a start would open it.</summary>
internal static class BackupCommand
{
    /// <returns>What was done.</returns>
    public static async Task<string> RunAsync(OpenedStore opened, GcdSettings settings, string file, CancellationToken ct)
    {
        var store = DatabaseFiles.RequireFile(settings);
        Check(file, store, settings.Store.DatabasePath);
        var partial = new DatabaseFiles(store, file + ".gcd-partial");
        var totals = await partial.MakeAsync(file, async () =>
        {
            await opened.Backup!.WriteAsync(partial.Path, ct);
            var counted = await VerifyAsync(opened, settings, partial, file, ct);
            // Opened as a store, an SQLite file says again that it keeps a log.
            partial.MakeOneFile();
            File.Move(partial.Path, file);
            Folder.Flush(Path.GetDirectoryName(file)!);
            return counted;
        });
        return $"'{file}' holds {totals}, and opens with the configured keys. It holds people's credentials, sealed; keep the keys in another place.";
    }

    private static void Check(string file, EmbeddedStoreProvider store, string database)
    {
        var folder = Path.GetDirectoryName(file);
        if (!Path.IsPathFullyQualified(file) || folder is null || Directory.Exists(file))
        {
            throw new CommandException($"'{file}' is no path of a file. Give the path of a new file.");
        }

        if (File.Exists(file))
        {
            throw new CommandException($"'{file}' exists, and a backup is always a new file. Give another path, or move that file away.");
        }

        if (!Directory.Exists(folder))
        {
            throw new CommandException($"The folder '{folder}' does not exist, or the service cannot see it. Make it, or give another path.");
        }

        if (new DatabaseFiles(store, database).IsLog(file))
        {
            throw new CommandException($"'{file}' is where the database keeps its log. Give another path.");
        }

        if (new DatabaseFiles(store, file).StrayLog is { } stray)
        {
            throw new CommandException($"'{stray}' would be taken for the log of '{file}'. Move it away, or give another path.");
        }
    }

    private static async Task<StoreTotals> VerifyAsync(OpenedStore opened, GcdSettings settings, DatabaseFiles partial, string file, CancellationToken ct)
    {
        try
        {
            await using var copy = TokenStores.Open(settings with { Store = settings.Store with { DatabasePath = partial.Path } });
            foreach (var name in StoreKeys.MetaNames)
            {
                if (!Same(await opened.Rows.ReadMetaAsync(name, ct), await copy.Rows.ReadMetaAsync(name, ct)))
                {
                    throw new CommandException($"The backup was written, but its gcd_meta lacks {name}, so it was deleted. Start the command again, and look after the disk.");
                }
            }

            return await StoreTotals.CountAsync(copy.Rows, ct);
        }
        catch (StartupException refused)
        {
            throw new CommandException($"The backup was written, but it does not open, so it was deleted: {partial.Renamed(refused.Message, file)}");
        }
    }

    private static bool Same(byte[]? one, byte[]? other) => one is not null && other is not null && one.AsSpan().SequenceEqual(other);
}
