using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gcd.Infrastructure.Hosting;

/// <summary>What one connection may cost. Where a limit is also Kestrel's default it stands here all the same, so that no update changes it unseen.</summary>
internal static class ConnectionLimits
{
    /// <summary>Whoever has not sent all headers by then is no browser and no curl (slowloris).</summary>
    public static readonly TimeSpan Headers = TimeSpan.FromSeconds(10);

    public static void Apply(KestrelServerLimits limits)
    {
        // A slow or idle connection costs about 17 KiB and a file handle, so these cost some 170 MiB at worst; what comes above is closed at once.
        // One address can hold them all: only the proxy knows the addresses, so a limit for each belongs there (nginx: limit_conn).
        limits.MaxConcurrentConnections = 10_000;
        limits.RequestHeadersTimeout = Headers;
        // Longer than proxies keep idle connections (nginx 60 s, Traefik 90 s): whoever closes first should not be us, or a request on its way is lost.
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);
        // As much as nginx takes (four buffers of 8 KiB), so that what passed a proxy passes here.
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 100;
        // The callback's code and state are below 2 KiB; nginx takes 8.
        limits.MaxRequestLineSize = 8 * 1024;
        // The largest body that Gcd reads is a code and a state.
        limits.MaxRequestBodySize = 64 * 1024;
        // 64 KiB at this pace take four and a half minutes; a body that is slower is broken off (slow POST).
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        // DownloadWriter limits how long a caller may take nothing; Kestrel's own rule would cut callers that read slowly but steadily.
        limits.MinResponseDataRate = null;
        // Full, a writer waits for its caller; DownloadWriter's pieces are smaller.
        limits.MaxResponseBufferSize = 64 * 1024;
        limits.Http2.MaxStreamsPerConnection = 100;
    }
}
