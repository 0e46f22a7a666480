using System.Net;
using System.Net.Sockets;

namespace Gcd.Infrastructure.Http.Limits;

/// <summary>Whom a limit counts: an IPv4 address, or the /64 of an IPv6 address, which is what one customer gets at least (RFC 6177).</summary>
internal static class ClientAddress
{
    private const int PrefixBytes = 8;

    /// <summary>The client's address as trusted proxies tell it. Callers over a Unix socket have none, and count as one.</summary>
    public static IPAddress Of(HttpContext context) => Of(context.Connection.RemoteIpAddress ?? IPAddress.IPv6None);

    public static IPAddress Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(PrefixBytes).Clear();
        return new IPAddress(bytes);
    }
}
