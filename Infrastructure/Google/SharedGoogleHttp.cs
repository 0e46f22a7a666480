using System.Net;
using Google.Apis.Http;

namespace Gcd.Infrastructure.Google;

/// <summary>
/// The one connection pool for everything that goes to Google. Redirects are not followed: a secret goes only where a setting says.
/// Google.Apis.Auth makes an HttpClient for every flow and would dispose the handler with it.
/// </summary>
/// <param name="isCompressed">Whether replies are asked for in gzip.</param>
internal sealed class SharedGoogleHttp(bool isCompressed) : HttpClientFactory, IDisposable
{
    private readonly SocketsHttpHandler handler = new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = isCompressed ? DecompressionMethods.GZip : DecompressionMethods.None,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        // New connections now and then, so that a change of Google's addresses is noticed.
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        MaxResponseHeadersLength = 64,
    };

    /// <summary>A client without a time-out of its own; every call brings its token.</summary>
    public HttpClient CreatePlainClient() => new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => handler.Dispose();

    protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => new Undisposed(handler);

    /// <summary>Stands between a client and the pool, which outlives every client that uses it.</summary>
    private sealed class Undisposed(HttpMessageHandler pool) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker invoker = new(pool, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            invoker.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            invoker.Dispose();
            base.Dispose(disposing);
        }
    }
}
