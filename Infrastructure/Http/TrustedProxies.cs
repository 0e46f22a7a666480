using System.Net;
using IPNetwork = System.Net.IPNetwork;

namespace Gcd.Infrastructure.Http;

/// <summary>Whose word counts, by the rule of ForwardedHeadersMiddleware.</summary>
internal static class TrustedProxies
{
    /// <summary>An IPv4 address also counts where a dual-mode socket shows it as IPv6.</summary>
    public static bool Trust(this IReadOnlyList<IPNetwork> trusted, IPAddress peer) =>
        trusted.Any(network => network.Contains(peer) || (peer.IsIPv4MappedToIPv6 && network.Contains(peer.MapToIPv4())));
}
