using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Commands;

/// <summary>Copies everything to another store, so that every token goes on working there.</summary>
internal static class CopyCommand
{
    /// <returns>What was done.</returns>
    public static async Task<string> RunAsync(GcdSettings settings, CopyTarget to, ReportProgress report, CancellationToken ct)
    {
        await using var source = OpenSource(settings);
        // First the mark, which no instance starts beside, then the look: whoever starts meanwhile is seen by one of the two.
        await using var mark = await SourceOfCopy.MarkAsync(source.Locks, ct);
        await RequireUnusedAsync(source, ct);
        var target = await to.OpenAsync(ct);
        StoreTotals copied;
        try
        {
            await using (target)
            {
                copied = await new StoreCopy(source.Rows, target.Rows, source.Store.Counts, report).RunAsync(() => RequireUnusedAsync(source, ct), ct);
            }
        }
        catch
        {
            // What is there of it is no store.
            to.RemoveNew();
            throw;
        }

        return await ReportAsync(source, copied, to, ct);
    }

    private static OpenedStore OpenSource(GcdSettings settings)
    {
        if (TokenStores.Of(settings) is EmbeddedStoreProvider)
        {
            StoreCommands.RequireDatabase(settings.Store.DatabasePath);
        }

        try
        {
            return TokenStores.Open(settings);
        }
        catch (StartupException inUse) when (inUse.IsInUse)
        {
            throw new CommandException($"The source of the copy cannot be used now; a store that is in use would go on changing. Stop the service, then start the command again. {inUse.Message}", ExitCode.NotNow);
        }
    }

    private static async Task RequireUnusedAsync(OpenedStore source, CancellationToken ct)
    {
        if (await source.Rows.IsInUseElsewhereAsync(ct) || !await SourceOfCopy.IsMarkedAsync(source.Locks, ct))
        {
            throw new CommandException("The source of the copy is in use; it would go on changing. Stop all instances of the service, then start the command again.", ExitCode.NotNow);
        }
    }

    private static async Task<string> ReportAsync(OpenedStore source, StoreTotals copied, CopyTarget to, CancellationToken ct)
    {
        var earlier = await source.Rows.CountEarlierUsersAsync(ct);
        var left = earlier == 0
            ? string.Empty
            : $"{Plural.Of(earlier, "user")} of the earlier service left out: their tokens are not Gcd's, and they have to sign in again anyway. ";
        return $"Copied to {to.Name}: {copied}, the same number on both sides. {left}Now set {to.SettingsToUse}, keep the keys as they are, and start the service.";
    }
}
