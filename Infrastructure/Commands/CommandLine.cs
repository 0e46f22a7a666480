using System.Reflection;
using System.Runtime.InteropServices;
using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Commands;

/// <summary>The operator's commands, given as words on the command line.</summary>
internal static class CommandLine
{
    /// <summary>Whether the service is not to start: a command is given, help is asked for, or an argument is not understood.</summary>
    public static bool IsCommand(string[] args) =>
        args is [var first, ..] && (IsWord(first) || CommandArguments.AsksFor(args) is not null || ServiceOptions.FindFault(args) is not null);

    /// <summary>A word, and not a setting, which the service takes as --NAME=VALUE, /NAME=VALUE or NAME=VALUE.</summary>
    public static bool IsWord(string arg) => !arg.StartsWith('-') && !arg.StartsWith('/') && !arg.Contains('=');

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            // The process ends by itself, after the batch that it is at.
            signal.Cancel = true;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await Console.Out.WriteLineAsync(await RunAsync(CommandArguments.Parse(args), Console.Out.WriteLineAsync, stop.Token));
            return ExitCode.Done;
        }
        catch (Exception fault)
        {
            // The stack trace is of use for what nobody foresaw, and for nothing else.
            var (text, exitCode) = CommandFault.Of(fault) ?? new CommandFault(fault.ToString(), ExitCode.Failed);
            await Console.Error.WriteLineAsync(text);
            return exitCode;
        }
    }

    private static Task<string> RunAsync(CommandArguments arguments, ReportProgress report, CancellationToken ct) =>
        arguments.Command switch
        {
            CommandNames.Help => Task.FromResult(CommandArguments.Usage),
            CommandNames.Version => Task.FromResult($"Gcd {typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion}"),
            _ => RunWithSettingsAsync(arguments, report, ct),
        };

    private static Task<string> RunWithSettingsAsync(CommandArguments arguments, ReportProgress report, CancellationToken ct)
    {
        // The same sources in the same order as the service's.
        var builder = SettingsSources.CreateBuilder([.. arguments.Settings]);
        var settings = SettingsSetup.Read(builder.Configuration, builder.Environment.IsDevelopment());
        return arguments.Command switch
        {
            CommandNames.Restore => RestoreCommand.RunAsync(settings, arguments.File!, TimeProvider.System, ct),
            CommandNames.Health => HealthCommand.RunAsync(settings, builder.Configuration[WebHostDefaults.ServerUrlsKey], arguments.Probe, ct),
            CommandNames.Copy => CopyCommand.RunAsync(settings, CopyTarget.Read(arguments, settings, builder.Configuration), report, ct),
            CommandNames.Takeover => TakeoverCommand.RunAsync(settings, arguments.From!, arguments.IsDryRun, report, ct),
            _ => StoreCommands.RunAsync(new CommandRequest { Command = arguments.Command, File = arguments.File, User = arguments.User }, settings, report, ct),
        };
    }
}
