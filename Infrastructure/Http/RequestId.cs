using System.Collections;
using System.Security.Cryptography;
using Gcd.Infrastructure.Settings;
using IPNetwork = System.Net.IPNetwork;

namespace Gcd.Infrastructure.Http;

/// <summary>
/// Names every request: in each line of the log, in the reply's header and in the problem object. A proxy of TRUSTED_PROXIES may give the name,
/// so that its log and ours can be read together; anybody else's is not looked at.
/// </summary>
internal static class RequestId
{
    public const string Header = "X-Request-Id";

    /// <summary>What the log calls it, and the problem object.</summary>
    public const string Name = "request_id";

    private const int Longest = 64;

    /// <summary>Goes before forwarded headers are taken, which replace the peer's address.</summary>
    public static void UseRequestId(this IApplicationBuilder app)
    {
        var trusted = app.ApplicationServices.GetRequiredService<GcdSettings>().TrustedProxies;
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RequestId));
        app.Use(async (context, next) =>
        {
            context.TraceIdentifier = Given(context, trusted) ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            using (logger.BeginScope(new Scope(context.TraceIdentifier)))
            {
                await next(context);
            }
        });
    }

    private static string? Given(HttpContext context, IReadOnlyList<IPNetwork> trusted) =>
        context.Request.Headers[Header] is [{ Length: > 0 and <= Longest } id]
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        && context.Connection.RemoteIpAddress is { } peer
        && trusted.Trust(peer)
            ? id
            : null;

    /// <summary>The log's scope for one request.</summary>
    public sealed record Scope(string Id) : IEnumerable<KeyValuePair<string, object>>
    {
        public IEnumerator<KeyValuePair<string, object>> GetEnumerator()
        {
            yield return new KeyValuePair<string, object>(Name, Id);
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => $"{Name}:{Id}";
    }
}
