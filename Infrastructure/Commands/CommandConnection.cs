using System.Net.Sockets;
using System.Text.Json;

namespace Gcd.Infrastructure.Commands;

/// <summary>The service's end of one connection to the command socket.</summary>
internal sealed class CommandConnection(Socket socket, TimeSpan patience)
{
    private const int LongestRequest = 8 * 1024;

    /// <returns>Null for rubbish, too much, or nothing in time.</returns>
    public async Task<CommandRequest?> ReadRequestAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        var buffer = new byte[LongestRequest];
        var length = 0;
        try
        {
            while (length < buffer.Length && await socket.ReceiveAsync(buffer.AsMemory(length), limit.Token) is > 0 and var read)
            {
                length += read;
                if (buffer.AsSpan(0, length).IndexOf((byte)'\n') is >= 0 and var end)
                {
                    return JsonSerializer.Deserialize(buffer.AsSpan(0, end), CommandJson.Default.CommandRequest);
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or SocketException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // Answered by cutting it off, as what falls through is.
        }

        return null;
    }

    /// <exception cref="OperationCanceledException">The client has hung up, or does not read.</exception>
    public async Task SendAsync(CommandReply reply)
    {
        // Not by the service's own token: that it stops is worth a last line.
        using var limit = new CancellationTokenSource(patience);
        ReadOnlyMemory<byte> line = (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(reply, CommandJson.Default.CommandReply), (byte)'\n'];
        try
        {
            while (line.Length > 0)
            {
                line = line[await socket.SendAsync(line, limit.Token)..];
            }
        }
        catch (SocketException gone)
        {
            throw new OperationCanceledException("The client has hung up.", gone);
        }
    }

    /// <summary>Ends when the client hangs up, or says more than its one line.</summary>
    public async Task WatchAsync(CancellationToken ct)
    {
        try
        {
            await socket.ReceiveAsync(new byte[1], ct);
        }
        catch (SocketException)
        {
            // Hung up without a word.
        }
    }
}
