using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.SignIn;

/// <summary>What a finished sign-in left.</summary>
/// <param name="Token">The new Bearer token.</param>
/// <param name="Row">Its row.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Displaced">Who had the person's address before, and went with all tokens; their grant at Google is still to be ended.</param>
internal sealed record SavedSignIn(string Token, StoredToken Row, StoredUser User, StoredUser? Displaced)
{
    // A record's own ToString would print the token.
    public override string ToString() => nameof(SavedSignIn);
}
