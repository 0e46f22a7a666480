namespace Gcd.Infrastructure.Tokens;

/// <summary>A Bearer token ends at its absolute end, or when nobody used it for the idle life.</summary>
internal static class AccessTokenLifeRule
{
    public static bool IsOver(StoredToken token, DateTimeOffset now, TimeSpan? idleLife) =>
        (token.ExpiresAt is { } end && end <= now)
        || (idleLife is { } idle && (token.LastUsedAt ?? token.CreatedAt) + idle <= now);
}
