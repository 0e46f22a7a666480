using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Commands;

/// <summary>
/// Takes the operator's commands while the service runs, for the embedded stores serve one process alone.
/// Whatever a client does, the service goes on.
/// </summary>
internal sealed partial class CommandSocketServer(GcdSettings settings, CommandWork work, ILogger<CommandSocketServer> logger) : BackgroundService
{
    private readonly string path = CommandSocket.PathFor(settings.Store.DatabasePath);
    private Socket? listener;

    /// <summary>How long a client may say nothing, or not take a reply.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (CommandSocket.EndPointFor(settings.Store.DatabasePath) is not { } endPoint)
        {
            Log.NoSocket(logger, path, "the path is too long for a socket, or this system has none");
            return Task.CompletedTask;
        }

        try
        {
            listener = CommandSocket.Listen(endPoint, path);
        }
        catch (Exception fault) when (fault is SocketException or IOException or UnauthorizedAccessException)
        {
            // Some network and foreign file systems cannot hold sockets.
            Log.NoSocket(logger, path, fault.Message);
            return Task.CompletedTask;
        }

        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Close();
    }

    public override void Dispose()
    {
        // First the end of waiting for clients: a start that failed disposes without a stop.
        base.Dispose();
        Close();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sessions = new List<Task>();
        while (await AcceptAsync(stoppingToken) is { } client)
        {
            sessions.RemoveAll(session => session.IsCompleted);
            sessions.Add(ServeAsync(client, stoppingToken));
        }

        await Task.WhenAll(sessions);
    }

    /// <returns>Null when the service stops.</returns>
    private async Task<Socket?> AcceptAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                try
                {
                    return await listener!.AcceptAsync(stopping);
                }
                catch (SocketException fault) when (!stopping.IsCancellationRequested)
                {
                    // Such as no file handle left; that passes.
                    Log.SessionFailed(logger, fault);
                    await Task.Delay(TimeSpan.FromSeconds(1), stopping);
                }
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException)
            {
                break;
            }
        }

        return null;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong in a session, the service goes on.")]
    private async Task ServeAsync(Socket client, CancellationToken stopping)
    {
        using (client)
        {
            try
            {
                var connection = new CommandConnection(client, Patience);
                if (await connection.ReadRequestAsync(stopping) is { } request)
                {
                    await connection.SendAsync(await work.AnswerAsync(request, connection, stopping));
                }
                else
                {
                    Log.CutOff(logger);
                }
            }
            catch (OperationCanceledException)
            {
                // The client has hung up, or the service stops before it said anything.
            }
            catch (Exception fault)
            {
                Log.SessionFailed(logger, fault);
            }
        }
    }

    /// <summary>While the database's lock is still held, so that no other service's socket is deleted.</summary>
    private void Close()
    {
        if (listener is not null)
        {
            listener.Dispose();
            listener = null;
            try
            {
                File.Delete(path);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // The next start deletes it.
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "No command socket at {Path}: {Reason}. To run reseal or backup, stop the service first", EventName = "NoCommandSocket")]
        public static partial void NoSocket(ILogger logger, string path, string reason);

        [LoggerMessage(2, LogLevel.Warning, "A client of the command socket was disconnected: it sent nothing, too much, or an unknown command", EventName = "CommandClientCutOff")]
        public static partial void CutOff(ILogger logger);

        [LoggerMessage(3, LogLevel.Error, "A session at the command socket failed", EventName = "CommandSessionFailed")]
        public static partial void SessionFailed(ILogger logger, Exception fault);
    }
}
