using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.SignIn;

/// <summary>Saves what a finished sign-in brought: the person, the grant, and one more Bearer token.</summary>
internal sealed class SignIns(ITokenStore store, GrantSealer sealer, AccessTokens accessTokens, IUserLocks locks, TimeProvider time)
{
    /// <param name="person">Who signed in.</param>
    /// <param name="tokens">What Google gave.</param>
    /// <param name="clientId">The OAuth client that it was given to.</param>
    /// <param name="ct">Stops the work until something is saved.</param>
    /// <param name="choose">Says what the token is to be; what it throws ends the sign-in. Null for one that opens everything.</param>
    /// <returns>Null when neither Google nor the store has a refresh token, so that it would die within the hour.</returns>
    public async Task<SavedSignIn?> SaveAsync(GooglePerson person, GoogleTokens tokens, string clientId, CancellationToken ct, Func<StoredUser, Task<NewToken>>? choose = null)
    {
        NewToken? token = null;
        await using var held = await locks.AcquireAsync(person.Sub, ct);
        while (true)
        {
            var known = await store.FindUserBySubAsync(person.Sub, ct);
            if ((tokens.RefreshToken ?? StoredRefreshToken(known, clientId)) is not { } refreshToken)
            {
                return null;
            }

            var holder = await store.FindUserByEmailAsync(person.Email, ct);
            var user = ToUser(person, tokens, refreshToken, clientId, known);
            token ??= choose is null ? new NewToken() : await choose(user);
            var issued = accessTokens.Create(person.Sub, person.Email, token);
            if (await store.SaveSignInAsync(user, known?.Version, issued.Row, ct))
            {
                return new SavedSignIn(issued.Token, issued.Row, user, holder is { } other && other.GoogleSub != person.Sub ? other : null);
            }
        }
    }

    private StoredUser ToUser(GooglePerson person, GoogleTokens tokens, string refreshToken, string clientId, StoredUser? known)
    {
        var now = time.GetUtcNow();
        return new StoredUser
        {
            Email = person.Email,
            UserHash = Tokens.UserHash.Of(person.Email),
            GoogleSub = person.Sub,
            TokenData = sealer.Seal(
                new Grant { AccessToken = tokens.AccessToken, RefreshAt = tokens.RefreshAt, RefreshToken = refreshToken },
                person.Sub),
            GrantedScopes = tokens.Scopes ?? string.Join(' ', GoogleScopes.All),
            ClientId = clientId,
            State = GrantState.Active,
            Version = (known?.Version ?? 0) + 1,
            CreatedAt = known?.CreatedAt ?? now,
            UpdatedAt = now,
        };
    }

    /// <summary>A reply without a refresh token never erases the stored one; but a dead one, or another client's, is of no use.</summary>
    private string? StoredRefreshToken(StoredUser? known, string clientId) =>
        known is { State: GrantState.Active } && known.ClientId == clientId ? sealer.Open(known).Grant?.RefreshToken : null;
}
