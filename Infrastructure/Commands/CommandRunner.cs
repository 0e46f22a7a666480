using System.Diagnostics.CodeAnalysis;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Commands;

/// <summary>Does in the running service what clients of the command socket ask for, one command at a time.</summary>
internal sealed partial class CommandRunner(StoreHandle opened, Revocation revocation, GcdSettings settings, ILogger<CommandRunner> logger) : IDisposable
{
    private readonly SemaphoreSlim free = new(1, 1);

    public void Dispose() => free.Dispose();

    /// <returns>The last line of the answer.</returns>
    public async Task<CommandReply> AnswerAsync(CommandRequest request, CommandConnection connection, CancellationToken stopping)
    {
        // One whose client has just hung up is about to end.
        if (!await free.WaitAsync(TimeSpan.FromSeconds(2), stopping))
        {
            return new CommandReply { Text = "The service is at another command already, and does one at a time. Start this one when that has ended.", ExitCode = ExitCode.NotNow };
        }

        try
        {
            return await RunAsync(request, connection, stopping);
        }
        finally
        {
            free.Release();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "An unforeseen fault of a command is told to its client and the log, and never ends the service.")]
    private async Task<CommandReply> RunAsync(CommandRequest request, CommandConnection connection, CancellationToken stopping)
    {
        // Only words that are known get into the log.
        var name = CommandNames.All.FirstOrDefault(known => known == request.Command, "unknown");
        Log.Began(logger, name);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var watch = CancelAtHangUpAsync(connection, cancel);
        CommandReply reply;
        try
        {
            Task ReportAsync(string line) => connection.SendAsync(new CommandReply { Text = line });

            // Off this thread: the embedded stores work synchronously.
            var text = await Task.Run(() => StoreCommands.RunAsync(request, opened, revocation, settings, ReportAsync, cancel.Token), CancellationToken.None);
            reply = new CommandReply { Text = text, ExitCode = ExitCode.Done };
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            reply = new CommandReply { Text = "The service stops, and the command with it. Nothing is lost; start the command again.", ExitCode = ExitCode.NotNow };
        }
        catch (Exception fault)
        {
            var known = CommandFault.Of(fault);
            if (known is null)
            {
                Log.CommandFailed(logger, name, fault);
            }

            reply = new CommandReply { Text = known?.Text ?? "The command failed in a way that nobody foresaw. The service's log has the cause.", ExitCode = known?.ExitCode ?? ExitCode.Failed };
        }

        await cancel.CancelAsync();
        await watch;
        Log.Ended(logger, name, reply.ExitCode);
        return reply;
    }

    private static async Task CancelAtHangUpAsync(CommandConnection connection, CancellationTokenSource cancel)
    {
        try
        {
            await connection.WatchAsync(cancel.Token);
            await cancel.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The command has ended.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Command {Command} started", EventName = "CommandBegan")]
        public static partial void Began(ILogger logger, string command);

        [LoggerMessage(2, LogLevel.Information, "Command {Command} ended with exit code {ExitCode}", EventName = "CommandEnded")]
        public static partial void Ended(ILogger logger, string command, int? exitCode);

        [LoggerMessage(3, LogLevel.Error, "Command {Command} failed", EventName = "CommandFailed")]
        public static partial void CommandFailed(ILogger logger, string command, Exception fault);
    }
}
