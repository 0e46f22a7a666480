using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Exports;

/// <summary>Asks Google for what belongs to one person: with a fresh access token, again where that helps, and once more with another token if it is rejected.</summary>
internal sealed class PersonCalls(GoogleAccessTokens accessTokens, GoogleRetry retry, GoogleMetrics metrics, StoredUser user)
{
    private GoogleAccess? access;

    /// <param name="call">What is asked.</param>
    /// <param name="run">One try, with Google's access token.</param>
    /// <param name="ct">Ends all tries.</param>
    /// <param name="isWorthATry">Narrows what is tried again.</param>
    /// <exception cref="GoogleFaultException">The last try's fault.</exception>
    public async Task<T> ExecuteAsync<T>(GoogleCall call, Func<string, CancellationToken, Task<T>> run, CancellationToken ct, Func<GoogleFaultException, bool>? isWorthATry = null)
    {
        if (access is null || accessTokens.IsDue(access))
        {
            access = await accessTokens.OpenAsync(user, ct);
        }

        try
        {
            return await RetryAsync(call, access, run, isWorthATry, ct);
        }
        catch (GoogleFaultException fault) when (fault.Kind == GoogleFaultKind.TokenRejected)
        {
            // Once a call: a token that was given a moment ago and is rejected too will not get better.
            access = await accessTokens.ReplaceAsync(user, access, ct);
        }

        metrics.CountRetry(call);
        return await RetryAsync(call, access, run, isWorthATry, ct);
    }

    private Task<T> RetryAsync<T>(GoogleCall call, GoogleAccess with, Func<string, CancellationToken, Task<T>> run, Func<GoogleFaultException, bool>? isWorthATry, CancellationToken ct) =>
        retry.ExecuteAsync(call, tryCt => run(with.Token, tryCt), ct, isWorthATry);
}
