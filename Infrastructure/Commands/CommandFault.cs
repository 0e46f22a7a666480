using Gcd.Infrastructure.EarlierService;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Commands;

/// <summary>What the operator is told of a command that did not succeed.</summary>
internal sealed record CommandFault(string Text, int ExitCode)
{
    /// <summary>EROFS, which .NET hands on as it is: the same number on Linux and macOS.</summary>
    private const int ReadOnlyFileSystem = 30;

    /// <returns>Null for what nobody foresaw.</returns>
    public static CommandFault? Of(Exception fault) =>
        fault switch
        {
            CommandException refused => new(refused.Message, refused.ExitCode),
            StartupException refused => new(refused.Message, refused.IsInUse ? Commands.ExitCode.NotNow : refused.Code),
            EarlierDatabaseException unusable => new(unusable.Message, unusable.ExitCode),
            StoreUnavailableException away => new($"The store cannot be used now: {away.Message} Nothing that was done is lost; start the command again when this is mended.", Commands.ExitCode.NotNow),
            OperationCanceledException => new("Stopped before the end. Nothing is lost; the command can be started again.", Commands.ExitCode.Stopped),
            IOException { HResult: ReadOnlyFileSystem } => new($"{fault.Message} A running service writes the file itself, and has to be allowed to: under systemd give a path below /var/lib/gcd, or name the folder in the unit (ReadWritePaths=FOLDER); in a container give one in the volume.", Commands.ExitCode.Failed),
            IOException or UnauthorizedAccessException => new($"{fault.Message} Make sure that the path exists, that the user who runs Gcd may write there, and that there is room on the disk.", Commands.ExitCode.Failed),
            _ => null,
        };
}
