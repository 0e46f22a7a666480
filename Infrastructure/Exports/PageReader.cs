using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Memory;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Exports;

/// <summary>Asks for one person's pages: what breaks or is refused is asked again with the same page token.</summary>
internal sealed class PageReader(PeopleClient people, GoogleAccessTokens accessTokens, GoogleRetry retry, GoogleMetrics metrics, DownloadMemory memory, StoredUser user, PersonQuery query)
{
    private GoogleAccess? access;

    /// <param name="pageToken">Null for the first page.</param>
    /// <param name="accept">Takes a page over; when it throws a fault, the page is asked again.</param>
    /// <param name="ct">Ends all tries.</param>
    /// <exception cref="GoogleFaultException">The page cannot be had.</exception>
    /// <exception cref="DownloadMemoryException">The page is large, and other downloads hold all the memory for such pages.</exception>
    public async Task<T> ReadAsync<T>(string? pageToken, Func<PageBuffer, T> accept, CancellationToken ct)
    {
        if (access is null || accessTokens.IsDue(access))
        {
            access = await accessTokens.OpenAsync(user, ct);
        }

        try
        {
            return await ReadAsync(access, pageToken, accept, ct);
        }
        catch (GoogleFaultException fault) when (fault.Kind == GoogleFaultKind.TokenRejected)
        {
            // Once a page: a token that was given a moment ago and is rejected too will not get better.
            access = await accessTokens.ReplaceAsync(user, access, ct);
        }

        metrics.CountRetry(GoogleCall.Connections);
        return await ReadAsync(access, pageToken, accept, ct);
    }

    private async Task<T> ReadAsync<T>(GoogleAccess with, string? pageToken, Func<PageBuffer, T> accept, CancellationToken ct)
    {
        LargeBuffer? large = null;
        while (true)
        {
            try
            {
                return await retry.ExecuteAsync(
                    GoogleCall.Connections,
                    async tryCt => accept(await people.GetConnectionsAsync(with.Token, query, pageToken, Interlocked.Exchange(ref large, null), tryCt)),
                    ct);
            }
            catch (DownloadMemoryException)
            {
                // Waited for while nothing else is held: neither a part of the page nor Google's connection.
            }
            finally
            {
                large?.Dispose();
            }

            large = await memory.TakeLargeAsync(ct);
        }
    }
}
