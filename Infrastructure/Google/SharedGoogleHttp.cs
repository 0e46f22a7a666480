using System.Net;
using Google.Apis.Http;

namespace Gcd.Infrastructure.Google;

/// <summary>
/// The one connection pool for everything that goes to Google. Redirects are not followed: a secret goes only where a setting says.
/// Google.Apis.Auth makes an HttpClient for every flow and would dispose the handler with it.
/// </summary>
/// <param name="isCompressed">Whether replies are asked for in gzip.</param>
/// <param name="time">The clock.</param>
/// <param name="connectTimeout">How long a connection may take; null for five seconds.</param>
internal sealed class SharedGoogleHttp(bool isCompressed, TimeProvider time, TimeSpan? connectTimeout = null) : HttpClientFactory, IDisposable
{
    /// <summary>Tokens, keys and errors are far below this; pages of contacts are read as streams, with a limit of their own.</summary>
    public const int LargestReply = 1024 * 1024;

    private readonly SocketsHttpHandler handler = new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = isCompressed ? DecompressionMethods.GZip : DecompressionMethods.None,
        UseCookies = false,
        // Below the time of one try, so that a host that does not answer is told as such.
        ConnectTimeout = connectTimeout ?? TimeSpan.FromSeconds(5),
        // New connections now and then, so that a change of Google's addresses is noticed.
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        MaxResponseHeadersLength = 64,
    };

    /// <summary>A client without a time-out of its own; every call brings its token.</summary>
    public HttpClient CreatePlainClient() => new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestReply };

    public void Dispose() => handler.Dispose();

    protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => new Undisposed(handler, time);

    /// <summary>Stands between a client and the pool, which outlives every client that uses it.</summary>
    private sealed class Undisposed(HttpMessageHandler pool, TimeProvider time) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker invoker = new(pool, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var reply = await invoker.SendAsync(request, cancellationToken);
            if ((int)reply.StatusCode is not (408 or 429 or >= 500))
            {
                return reply;
            }

            // Google.Apis.Auth loses the status and Retry-After of a busy server whose body is no OAuth error.
            using (reply)
            {
                throw await GoogleErrorReply.ReadAsync(reply, time, cancellationToken);
            }
        }

        protected override void Dispose(bool disposing)
        {
            invoker.Dispose();
            base.Dispose(disposing);
        }
    }
}
