namespace Gcd.Infrastructure.Google;

public sealed class GoogleBackOffTests
{
    private readonly GoogleBackOff backOff = new(firstWait: TimeSpan.FromMilliseconds(500), quotaWait: TimeSpan.FromSeconds(30));

    [Fact]
    public void A_quota_without_retry_after_is_tried_once_more_half_a_minute_later()
    {
        Assert.InRange(Wait(GoogleFaultKind.RateLimited, tries: 1)!.Value.TotalSeconds, 22, 38);
        Assert.Null(Wait(GoogleFaultKind.RateLimited, tries: 2));
        Assert.Null(Wait(GoogleFaultKind.RateLimited, tries: 1, elapsed: 40));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(20, 39, true)]
    [InlineData(20, 40, false)]
    [InlineData(3600, 0, false)]
    public void What_google_asks_for_is_waited_for_within_the_minute(int retryAfter, int elapsed, bool isTriedAgain)
    {
        var wait = Wait(GoogleFaultKind.RateLimited, tries: 3, elapsed, retryAfter);

        Assert.Equal(isTriedAgain ? TimeSpan.FromSeconds(retryAfter) : null, wait);
    }

    [Theory]
    [InlineData(1, 0.375, 0.625)]
    [InlineData(2, 0.75, 1.25)]
    [InlineData(3, 1.5, 2.5)]
    public void Other_faults_that_may_pass_are_tried_four_times_with_waits_that_grow(int tries, double shortest, double longest)
    {
        Assert.InRange(Wait(GoogleFaultKind.Unavailable, tries)!.Value.TotalSeconds, shortest, longest);
        Assert.Null(Wait(GoogleFaultKind.Unavailable, tries: 4));
        Assert.Null(Wait(GoogleFaultKind.Unavailable, tries, elapsed: 60));
    }

    [Fact]
    public void A_wait_between_tries_is_eight_seconds_at_most() =>
        Assert.Equal(
            TimeSpan.FromSeconds(8),
            new GoogleBackOff(firstWait: TimeSpan.FromSeconds(20), quotaWait: TimeSpan.Zero).WaitAfter(new GoogleFaultException(GoogleFaultKind.Timeout, "test"), 1, TimeSpan.Zero));

    [Fact]
    public void What_stays_is_not_tried_again() => Assert.Null(Wait(GoogleFaultKind.Refused, tries: 1));

    private TimeSpan? Wait(GoogleFaultKind kind, int tries, int elapsed = 0, int? retryAfter = null)
    {
        var fault = new GoogleFaultException(kind, "test") { RetryAfter = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null };
        return backOff.WaitAfter(fault, tries, TimeSpan.FromSeconds(elapsed));
    }
}
