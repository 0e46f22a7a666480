namespace Gcd.Infrastructure.Google;

/// <summary>Whose grant it is that Google has just refreshed.</summary>
internal sealed class SubjectFinder(IdTokenVerifier idTokens, UserInfoClient userInfo)
{
    // A download waits for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>The subject by the ID token of the reply, else by userinfo; null where neither can be had now.</returns>
    public async Task<string?> FindAsync(GoogleTokens tokens, OAuthClientCredentials client, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            return tokens.IdToken is null
                ? await userInfo.ReadSubjectAsync(tokens.AccessToken, limit.Token)
                : (await idTokens.VerifyRefreshedAsync(tokens.IdToken, client.ClientId, limit.Token)).Sub;
        }
        catch (Exception fault) when (fault is GoogleFaultException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }
}
