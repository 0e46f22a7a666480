namespace Gcd.Infrastructure.Google;

/// <summary>When a call to Google that failed is tried again: as Google asks, else after waits that grow, within one minute in all.</summary>
/// <param name="firstWait">The wait before the second try; each further one is about twice as long.</param>
/// <param name="quotaWait">The wait where a quota is used up and Google does not say for how long.</param>
internal sealed class GoogleBackOff(TimeSpan firstWait, TimeSpan quotaWait)
{
    /// <summary>All tries and waits together.</summary>
    public static readonly TimeSpan Whole = TimeSpan.FromSeconds(60);

    private const int MostTries = 4;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    /// <param name="fault">How the last try ended.</param>
    /// <param name="tries">How many there were.</param>
    /// <param name="elapsed">Since the first one began.</param>
    /// <returns>Null when another try is of no use.</returns>
    public TimeSpan? WaitAfter(GoogleFaultException fault, int tries, TimeSpan elapsed)
    {
        if (!fault.IsTransient || tries >= MostTries)
        {
            return null;
        }

        var wait = fault switch
        {
            { RetryAfter: { } asked } => asked,
            // Google's quotas count by the minute: tries a second apart only use up more of them.
            { Kind: GoogleFaultKind.RateLimited } => tries == 1 ? About(quotaWait) : Whole,
            _ => Shorter(About(firstWait * Math.Pow(2, tries - 1)), LongestWait),
        };
        // One that ends after the deadline only delays the bad news.
        return elapsed + wait < Whole ? wait : null;
    }

    private static TimeSpan About(TimeSpan wait) => wait * (0.75 + Random.Shared.NextDouble() / 2);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
