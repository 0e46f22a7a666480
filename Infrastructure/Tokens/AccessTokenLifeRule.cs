namespace Gcd.Infrastructure.Tokens;

/// <summary>A token ends at its absolute end, or when it was not used for the idle life of its kind.</summary>
internal static class AccessTokenLifeRule
{
    /// <summary>How long a browser stays signed in, used or not.</summary>
    public static readonly TimeSpan SessionLife = TimeSpan.FromDays(7);

    /// <summary>How long a browser stays signed in without a request.</summary>
    public static readonly TimeSpan SessionIdleLife = TimeSpan.FromHours(12);

    // How exact the time of the last use is. Writing at every use would cost a disk flush a request; an hour is fine enough for a life counted in days.
    private static readonly TimeSpan PrecisionOfDays = TimeSpan.FromHours(1);
    private static readonly TimeSpan PrecisionOfHours = TimeSpan.FromMinutes(10);

    /// <param name="token">The row.</param>
    /// <param name="now">The time.</param>
    /// <param name="idleLife">The idle life of tokens and links; a session has its own.</param>
    /// <remarks>The last use may have been later than the row says, by the precision; the person has the benefit of that.</remarks>
    public static bool IsOver(StoredToken token, DateTimeOffset now, TimeSpan? idleLife) =>
        (token.ExpiresAt is { } end && end <= now)
        || ((token.Kind == TokenKind.Session ? SessionIdleLife : idleLife) is { } idle && (token.LastUsedAt + Precision(token) ?? token.CreatedAt) + idle <= now);

    /// <summary>What <see cref="IsOver"/> says of the last use, for a search: a token that was used, or without a use made, at these times or earlier is over.</summary>
    public static (DateTimeOffset Used, DateTimeOffset Created) IdleSince(DateTimeOffset now, TimeSpan idleLife, bool areSessions) =>
        (Earlier(now, idleLife + (areSessions ? PrecisionOfHours : PrecisionOfDays)), Earlier(now, idleLife));

    /// <summary>Whether a use now is worth writing. A time in the future was written before the clock was set back.</summary>
    public static bool IsToTouch(StoredToken token, DateTimeOffset now) => token.LastUsedAt is not { } last || (now - last).Duration() >= Precision(token);

    // A life of a hundred years reaches before all times.
    private static DateTimeOffset Earlier(DateTimeOffset now, TimeSpan by) => now - DateTimeOffset.MinValue > by ? now - by : DateTimeOffset.MinValue;

    private static TimeSpan Precision(StoredToken token) => token.Kind == TokenKind.Session ? PrecisionOfHours : PrecisionOfDays;
}
