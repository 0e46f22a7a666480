namespace Gcd.Infrastructure.Tokens;

/// <summary>A Google access token, and when it ends.</summary>
internal sealed record GoogleAccess(string Token, DateTimeOffset ExpiresAt)
{
    // A record's own ToString would print the token.
    public override string ToString() => nameof(GoogleAccess);
}
