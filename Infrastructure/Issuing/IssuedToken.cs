using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Issuing;

/// <summary>What asking for a token came to.</summary>
internal abstract record IssuedToken
{
    /// <summary>The secret is shown this once.</summary>
    public sealed record Done(string Token, StoredToken Row) : IssuedToken
    {
        // A record's own ToString would print the token.
        public override string ToString() => nameof(Done);
    }

    public sealed record Refused(Problem Problem) : IssuedToken;
}
