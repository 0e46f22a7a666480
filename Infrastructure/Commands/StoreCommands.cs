using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Commands;

/// <summary>The commands that work on a store in use: in the service that has it open, or in a process of their own.</summary>
internal static class StoreCommands
{
    /// <summary>Asks the running service; where none runs, or the store serves several processes, opens the store here.</summary>
    /// <returns>What was done.</returns>
    public static async Task<string> RunAsync(CommandRequest request, GcdSettings settings, Tell tell, CancellationToken ct)
    {
        if (settings.Store.Kind != TokenStoreKind.Postgres)
        {
            if (await CommandSocketClient.TryRunAsync(settings.Store.DatabasePath, request, tell, ct) is { } done)
            {
                return done;
            }

            RequireDatabase(settings.Store.DatabasePath);
        }
        else if (request.Command == CommandNames.Backup)
        {
            throw BackupCommand.NoFile();
        }

        await using var opened = TokenStores.Open(settings);
        return await RunAsync(request, opened, settings, tell, ct);
    }

    public static Task<string> RunAsync(CommandRequest request, OpenedStore opened, GcdSettings settings, Tell tell, CancellationToken ct) =>
        request switch
        {
            { Command: CommandNames.Reseal } => new Resealing(opened, TimeProvider.System).RunAsync(tell, ct),
            { Command: CommandNames.Backup, File: { } file } => BackupCommand.RunAsync(opened, settings, file, ct),
            _ => throw new CommandException("The service does not know this command. It may be of another version than the command: restart it.", ExitCode.Usage),
        };

    /// <summary>Opening would make a new database, and that is no source of anything.</summary>
    public static void RequireDatabase(string path)
    {
        if (DatabaseFile.Recognise(path) == DatabaseFileKind.New)
        {
            throw new CommandException($"GOOGLE_DATABASE: there is no database at '{path}'. Give the command the settings that the service has.", ExitCode.Settings);
        }
    }
}
