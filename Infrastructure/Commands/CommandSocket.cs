using System.Net.Sockets;

namespace Gcd.Infrastructure.Commands;

/// <summary>Where a running service takes commands: a Unix domain socket beside the database.</summary>
internal static class CommandSocket
{
    public static string PathFor(string databasePath) => databasePath + ".sock";

    /// <summary>Null where there are no such sockets, or the path is too long for one (108 bytes on Linux, 104 on macOS; unix(7)).</summary>
    public static UnixDomainSocketEndPoint? EndPointFor(string databasePath)
    {
        try
        {
            return Socket.OSSupportsUnixDomainSockets && !OperatingSystem.IsWindows() ? new UnixDomainSocketEndPoint(PathFor(databasePath)) : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    public static Socket Create() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>Listens, with nobody but the owner of the database able to connect.</summary>
    /// <param name="endPoint">Where.</param>
    /// <param name="path">The same as a path; a socket that a killed service left there is deleted.</param>
    public static Socket Listen(UnixDomainSocketEndPoint endPoint, string path)
    {
        var socket = Create();
        try
        {
            File.Delete(path);
            socket.Bind(endPoint);
            if (!OperatingSystem.IsWindows())
            {
                // Before it listens: until then nobody can connect, whatever the process's umask made of the mode.
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            socket.Listen();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
