using Gcd.Infrastructure.Google;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Finds the row of a secret and its owner; of a person of the earlier service, learns first whom Google means.</summary>
internal sealed class TokenFinder(AccessTokens tokens, GoogleAccessTokens google)
{
    // Of a request that may need nothing of Google.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="AccessTokens.FindAsync"/>
    public async ValueTask<TokenWithUser?> FindAsync(string token, TokenKind kind, CancellationToken ct)
    {
        var found = await tokens.FindAsync(token, kind, ct);
        if (!EarlierSubject.IsUnknown(found?.User))
        {
            return found;
        }

        await LearnAsync(found.User, ct);
        return await tokens.FindAsync(token, kind, ct);
    }

    /// <summary>A refresh, where one is due, names the owner of the grant. Before anything else is done with the row: it gets another subject by that.</summary>
    private async Task LearnAsync(StoredUser user, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            await google.OpenAsync(user, limit.Token);
        }
        catch (GoogleFaultException)
        {
            // What needs Google meets it again, and tells.
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The next use tries again.
        }
    }
}
