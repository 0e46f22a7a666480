using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Issuing;

/// <summary>Ends one of a person's own tokens, links or sessions.</summary>
internal sealed class TokenEnding(ITokenStore store, Revocation revocation)
{
    /// <param name="user">Whose it must be; somebody else's is as if it were not there.</param>
    /// <param name="id">The public name of the row.</param>
    /// <param name="ct">Stops the work until the row is removed.</param>
    /// <param name="kinds">The kinds that are meant.</param>
    public async Task<Revoked> EndAsync(StoredUser user, string id, CancellationToken ct, params TokenKind[] kinds)
    {
        var tokens = await store.ReadTokensAsync(user.GoogleSub, ct);
        return tokens.FirstOrDefault(token => kinds.Contains(token.Kind.AsSent()) && token.Id() == id) is { } token ? await revocation.RevokeAsync(token, user, ct) : default;
    }
}
