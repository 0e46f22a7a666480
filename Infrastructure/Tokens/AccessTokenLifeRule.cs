namespace Gcd.Infrastructure.Tokens;

/// <summary>A Bearer token ends at its absolute end, or when it was not used for the idle life.</summary>
internal static class AccessTokenLifeRule
{
    /// <summary>How exact the time of the last use is. Writing at every use would cost a disk flush a request; an hour is fine enough for a life counted in days.</summary>
    public static readonly TimeSpan Precision = TimeSpan.FromHours(1);

    /// <remarks>The last use may have been up to an hour later than the row says; the person has the benefit of that.</remarks>
    public static bool IsOver(StoredToken token, DateTimeOffset now, TimeSpan? idleLife) =>
        (token.ExpiresAt is { } end && end <= now)
        || (idleLife is { } idle && (token.LastUsedAt + Precision ?? token.CreatedAt) + idle <= now);

    /// <summary>Whether a use now is worth writing. A time in the future was written before the clock was set back.</summary>
    public static bool IsToTouch(StoredToken token, DateTimeOffset now) => token.LastUsedAt is not { } last || (now - last).Duration() >= Precision;
}
