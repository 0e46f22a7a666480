namespace Gcd.Infrastructure.Google;

/// <summary>Retry-After (RFC 9110, 10.2.3): seconds or a date. One hour at most, so that no reply of Google's keeps a caller away for days.</summary>
internal static class GoogleRetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static TimeSpan? Of(HttpResponseMessage reply, TimeProvider time)
    {
        var wait = reply.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero
            : wait > Longest ? Longest
            : wait;
    }
}
