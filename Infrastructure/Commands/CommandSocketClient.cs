using System.Net.Sockets;
using System.Text.Json;

namespace Gcd.Infrastructure.Commands;

/// <summary>Has a command done by the running service.</summary>
internal static class CommandSocketClient
{
    /// <returns>What was done; null when no service listens.</returns>
    /// <exception cref="CommandException">The service refused, or the command did not succeed there.</exception>
    public static async Task<string?> TryRunAsync(string databasePath, CommandRequest request, ReportProgress report, CancellationToken ct)
    {
        if (CommandSocket.EndPointFor(databasePath) is not { } endPoint)
        {
            return null;
        }

        using var socket = CommandSocket.Create();
        try
        {
            await socket.ConnectAsync(endPoint, ct);
        }
        catch (SocketException denied) when (denied.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new CommandException($"'{CommandSocket.PathFor(databasePath)}': only the user who runs the service may give it commands. Run this as that user.");
        }
        catch (SocketException)
        {
            // None there, or one that a killed service left behind.
            return null;
        }

        return await ConverseAsync(socket, request, report, ct);
    }

    private static async Task<string> ConverseAsync(Socket socket, CommandRequest request, ReportProgress report, CancellationToken ct)
    {
        try
        {
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(request, CommandJson.Default.CommandRequest), (byte)'\n'], ct);
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(ct) is { } line)
            {
                var reply = JsonSerializer.Deserialize(line, CommandJson.Default.CommandReply)!;
                switch (reply.ExitCode)
                {
                    case null:
                        await report(reply.Text);
                        break;
                    case ExitCode.Done:
                        return reply.Text;
                    default:
                        throw new CommandException(reply.Text, reply.ExitCode.Value);
                }
            }
        }
        catch (IOException gone) when (gone.InnerException is SocketException)
        {
            // The same as an end without a last line.
        }

        throw new CommandException("The service ended before the command did. Nothing is lost; start the command again.", ExitCode.NotNow);
    }
}
