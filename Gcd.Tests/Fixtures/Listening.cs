using System.Diagnostics;
using System.Net.Sockets;

namespace Gcd.Tests.Fixtures;

/// <summary>The start of a server that is not ours.</summary>
internal static class Listening
{
    /// <summary>Until somebody listens on the port of loopback.</summary>
    public static Task UntilAsync(Process process, int port, Func<string> output) => Eventually.TrueAsync(async () =>
    {
        Assert.False(process.HasExited, $"{process.StartInfo.FileName} ended: {output()}");
        using var probe = new TcpClient();
        try
        {
            await probe.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    });
}
