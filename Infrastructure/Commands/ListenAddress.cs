using System.Net.Sockets;

namespace Gcd.Infrastructure.Commands;

/// <summary>Where the service listens, as somebody on the same machine reaches it.</summary>
internal sealed record ListenAddress(Uri Address, string? UnixSocket)
{
    /// <param name="urls">ASPNETCORE_URLS or --urls, as ASP.NET takes it; null for loopback at <paramref name="port"/>.</param>
    /// <param name="port">The setting PORT.</param>
    /// <exception cref="FormatException">One of them is no address to listen on.</exception>
    public static IReadOnlyList<ListenAddress> Read(string? urls, int port) =>
        [.. (string.IsNullOrWhiteSpace(urls) ? $"http://localhost:{port}" : urls).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Of)];

    /// <summary>Opens a connection to it, whatever the request's host is.</summary>
    public async ValueTask<Stream> ConnectAsync(CancellationToken ct)
    {
        var socket = UnixSocket is null ? new Socket(SocketType.Stream, ProtocolType.Tcp) : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await (UnixSocket is null ? socket.ConnectAsync(Address.IdnHost, Address.Port, ct) : socket.ConnectAsync(new UnixDomainSocketEndPoint(UnixSocket), ct));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public override string ToString() => UnixSocket ?? Address.GetLeftPart(UriPartial.Authority);

    private static ListenAddress Of(string url)
    {
        var binding = BindingAddress.Parse(url);
        if (binding.IsUnixPipe)
        {
            return new(new Uri("http://localhost"), binding.UnixPipePath);
        }

        // +, * and every name that is no address mean all of this machine's; 0.0.0.0 and [::] are no places to connect to.
        var host = binding.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "localhost" : binding.Host;
        return new(new UriBuilder(binding.Scheme, host, binding.Port).Uri, UnixSocket: null);
    }
}
