using Gcd.Infrastructure.Settings;
using Microsoft.IdentityModel.Tokens;

namespace Gcd.Infrastructure.Google;

/// <summary>Google's public signing keys (JWKS, RFC 7517), kept for an hour: Google announces a new key days before it signs with it.</summary>
internal sealed class GoogleSigningKeys(SharedGoogleHttp http, GoogleRetry retry, GcdSettings settings, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);
    private readonly HttpClient client = http.CreatePlainClient();
    private volatile Cached? cached;

    /// <param name="isFreshNeeded">True when the keys at hand do not fit.</param>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="GoogleFaultException">The keys could not be read.</exception>
    public async Task<IList<SecurityKey>> GetAsync(bool isFreshNeeded, CancellationToken ct)
    {
        if (!isFreshNeeded && cached is { } kept && time.GetUtcNow() - kept.ReadAt < Life)
        {
            return kept.Keys;
        }

        var keys = await retry.ExecuteAsync(GoogleCall.Certs, ReadAsync, ct);
        cached = new Cached(keys, time.GetUtcNow());
        return keys;
    }

    private async Task<IList<SecurityKey>> ReadAsync(CancellationToken ct)
    {
        try
        {
            using var reply = await client.GetAsync(settings.Google.Certs, ct);
            return reply.IsSuccessStatusCode
                ? new JsonWebKeySet(await reply.Content.ReadAsStringAsync(ct)).GetSigningKeys()
                : throw await GoogleErrorReply.ReadAsync(reply, time, ct);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new GoogleFaultException(GoogleFaultKind.Unreachable, "Google's signing keys could not be read.", broken);
        }
        catch (OperationCanceledException connecting) when (!ct.IsCancellationRequested)
        {
            throw new GoogleFaultException(GoogleFaultKind.Timeout, "Google's signing keys did not arrive in time.", connecting);
        }
        catch (Exception malformed) when (malformed is ArgumentException or InvalidOperationException)
        {
            throw new GoogleFaultException(GoogleFaultKind.Malformed, "Google's signing keys are not a valid JWKS.", malformed);
        }
    }

    private sealed record Cached(IList<SecurityKey> Keys, DateTimeOffset ReadAt);
}
