namespace Gcd.Infrastructure.Tokens;

/// <summary>A Google access token, and when it is to be replaced.</summary>
internal sealed record GoogleAccess(string Token, DateTimeOffset RefreshAt)
{
    // A record's own ToString would print the token.
    public override string ToString() => nameof(GoogleAccess);
}
