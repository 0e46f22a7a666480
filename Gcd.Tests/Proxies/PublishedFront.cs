using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Proxies;

/// <summary>One of the published proxies in front of several instances, whichever it is.</summary>
internal sealed class PublishedFront(string folder, Uri address, IAsyncDisposable proxy) : IAsyncDisposable
{
    /// <param name="name">haproxy or nginx.</param>
    /// <param name="folder">Where the certificate is made, and logs are written.</param>
    /// <param name="instances">Gcd.</param>
    public static async Task<PublishedFront> StartAsync(string name, string folder, IReadOnlyList<Uri> instances)
    {
        if (name == "haproxy")
        {
            var haproxy = await PublishedHaproxy.StartAsync(folder, instances);
            return new PublishedFront(folder, haproxy.Address, haproxy);
        }

        var nginx = await PublishedNginx.StartAsync(folder, instances);
        return new PublishedFront(folder, nginx.Address, nginx);
    }

    /// <summary>A program that keeps its connection and speaks this version of HTTP, where the proxy does.</summary>
    public HttpClient NewClient(Version version)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(PublishedSite.CertificateIn(folder)));
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust },
            ConnectCallback = async (context, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(sockets) { BaseAddress = address, Timeout = Patience.Limit, DefaultRequestVersion = version, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
    }

    public Task<(int ExitCode, string Output, string Errors)> CurlAsync(string path, params string[] options) => PublishedSite.CurlAsync(folder, address, path, options);

    public ValueTask DisposeAsync() => proxy.DisposeAsync();
}
