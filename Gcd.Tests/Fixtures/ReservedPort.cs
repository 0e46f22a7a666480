using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gcd.Tests.Fixtures;

/// <summary>
/// A port of loopback that belongs to a test until it is disposed of. Linux gives a port on which a socket is bound to no one who asks for
/// any port, be it to listen or to connect; a server that names it can still listen there, because both set SO_REUSEADDR (as .NET, nginx
/// and Go do) and the socket here does not listen. Other systems have nothing like it: there the port is chosen and let go.
/// </summary>
internal sealed class ReservedPort : IDisposable
{
    private static readonly ConcurrentBag<ReservedPort> UntilTheEnd = [];
    private readonly List<Socket> sockets = [];

    private ReservedPort()
    {
        Number = Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public int Number { get; }

    public static ReservedPort Choose()
    {
        while (true)
        {
            var port = new ReservedPort();
            if (port.IsFreeOnIPv6())
            {
                return port;
            }

            port.Dispose();
        }
    }

    /// <summary>For a test that has nothing to dispose of it with.</summary>
    public static int ChooseForTheRun()
    {
        var port = Choose();
        UntilTheEnd.Add(port);
        return port.Number;
    }

    public void Dispose() => sockets.ForEach(socket => socket.Dispose());

    private bool IsFreeOnIPv6()
    {
        try
        {
            Bind(new IPEndPoint(IPAddress.IPv6Loopback, Number));
        }
        catch (SocketException fault) when (fault.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            // There is no IPv6 here.
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }

        if (!OperatingSystem.IsLinux())
        {
            Dispose();
        }

        return true;
    }

    private int Bind(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        sockets.Add(socket);
        socket.Bind(address);
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
