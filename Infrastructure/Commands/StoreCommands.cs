using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Commands;

/// <summary>The commands that work on a store in use: in the service that has it open, or in a process of their own.</summary>
internal static class StoreCommands
{
    /// <summary>Asks the running service; where none runs, or the store serves several processes, opens the store here.</summary>
    /// <returns>What was done.</returns>
    public static async Task<string> RunAsync(CommandRequest request, GcdSettings settings, ReportProgress report, CancellationToken ct)
    {
        if (TokenStores.Of(settings) is EmbeddedStoreProvider)
        {
            if (await CommandSocketClient.TryRunAsync(settings.Store.DatabasePath, WithFingerprint(request, settings), report, ct) is { } done)
            {
                return done;
            }

            RequireDatabase(settings.Store.DatabasePath);
        }

        if (request.Command == CommandNames.Backup)
        {
            DatabaseFiles.RequireFile(settings);
        }

        await using var opened = TokenStores.Open(settings);
        using var google = new CommandRevocation(opened, settings);
        return await RunAsync(request, opened, google.Revocation, settings, report, ct);
    }

    public static Task<string> RunAsync(CommandRequest request, StoreHandle opened, Revocation revocation, GcdSettings settings, ReportProgress report, CancellationToken ct) =>
        request switch
        {
            { Command: CommandNames.Reseal, MainKey: { } fingerprint } when !fingerprint.IsOf(settings.Encryption.Key) => throw OtherMainKey(opened),
            { Command: CommandNames.Reseal } => new Resealing(opened, TimeProvider.System).RunAsync(report, ct),
            { Command: CommandNames.Backup, File: { } file } => BackupCommand.RunAsync(opened, settings, file, ct),
            { Command: CommandNames.Users } => UserList.RunAsync(opened, report, ct),
            { Command: CommandNames.Revoke, User: { } user } => UserRemoval.RunAsync(opened, revocation, user, ct),
            _ => throw new CommandException("The service does not know this command. It may be of another version than the command: restart it.", ExitCode.Usage),
        };

    /// <summary>Of a service that was not restarted since its key was changed, "everything is under the main key" would be true and misleading.</summary>
    private static CommandRequest WithFingerprint(CommandRequest request, GcdSettings settings) =>
        request.Command == CommandNames.Reseal ? request with { MainKey = KeyFingerprint.Of(settings.Encryption.Key) } : request;

    private static CommandException OtherMainKey(StoreHandle opened) => new(
        $"GOOGLE_ENCRYPTION_KEY: the service runs with another main key (its key id is {opened.Keys.Ring.MainId}) than this command was given. Nothing was changed. " +
        "Restart the service with the settings of the command, or give the command those of the service, then start the command again.",
        ExitCode.Settings);

    /// <summary>Opening would make a new database, and that is no source of anything.</summary>
    public static void RequireDatabase(string path)
    {
        if (DatabaseFile.Recognise(path) == DatabaseFileKind.New)
        {
            throw new CommandException($"GOOGLE_DATABASE: there is no database at '{path}'. Give the command the settings that the service has.", ExitCode.Settings);
        }
    }
}
