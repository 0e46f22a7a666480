using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Exports;

/// <summary>Asks for a page and formats it, until it is whole: what breaks before that is thrown away and asked again with the same page token.</summary>
internal sealed class PageReader(PeopleClient people, GoogleAccessTokens accessTokens, GoogleRetry retry, GoogleMetrics metrics)
{
    /// <exception cref="GoogleFaultException">The page cannot be had.</exception>
    public async Task ReadNextAsync(ContactDownload download, CancellationToken ct)
    {
        if (download.Access is null || accessTokens.IsDue(download.Access))
        {
            download.Access = await accessTokens.OpenAsync(download.User, ct);
        }

        var isReplaced = false;
        await retry.ExecuteAsync(
            GoogleCall.Connections,
            async tryCt =>
            {
                try
                {
                    return await metrics.MeasureAsync(GoogleCall.Connections, () => ReadAsync(download, download.Access, tryCt), ct);
                }
                catch (GoogleFaultException fault) when (fault.Kind == GoogleFaultKind.TokenRejected && !isReplaced)
                {
                    // Once a page: a token that was given a moment ago and is rejected too will not get better.
                    isReplaced = true;
                    download.Access = await ReplaceAsync(download.User, download.Access, ct);
                    throw new GoogleFaultException(fault.Kind, fault.Message, fault) { RetryAfter = TimeSpan.Zero, IsCured = true };
                }
            },
            ct);
    }

    private async Task<GoogleAccess> ReplaceAsync(StoredUser user, GoogleAccess rejected, CancellationToken ct)
    {
        try
        {
            return await accessTokens.ReplaceAsync(user, rejected, ct);
        }
        catch (GoogleFaultException fault)
        {
            // Why no other token can be had is the news; the page would only be rejected once more.
            throw new GoogleFaultException(fault.Kind, fault.Message, fault) { RetryAfter = fault.RetryAfter, IsTriedEnough = true };
        }
    }

    /// <returns>True, always: a page that cannot be read is a fault.</returns>
    private async Task<bool> ReadAsync(ContactDownload download, GoogleAccess access, CancellationToken ct)
    {
        using var page = await people.GetConnectionsAsync(access.Token, download.NextPageToken, ct);
        download.Take(page.Segment);
        return true;
    }
}
