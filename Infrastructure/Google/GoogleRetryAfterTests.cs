namespace Gcd.Infrastructure.Google;

public sealed class GoogleRetryAfterTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("120", 120)]
    [InlineData("3600", 3600)]
    public void Seconds_are_taken_as_they_are(string header, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(header));

    // The three forms of RFC 9110, 5.6.7; the clock stands at 06 Nov 1994, 08:49:37.
    [Theory]
    [InlineData("Sun, 06 Nov 1994 08:50:07 GMT")]
    [InlineData("Sunday, 06-Nov-94 08:50:07 GMT")]
    [InlineData("Sun Nov  6 08:50:07 1994")]
    public void A_date_is_the_time_until_then(string header) =>
        Assert.Equal(TimeSpan.FromSeconds(30), Read(header));

    [Fact]
    public void A_date_that_has_passed_is_no_wait() =>
        Assert.Equal(TimeSpan.Zero, Read("Sun, 06 Nov 1994 08:49:36 GMT"));

    [Theory]
    [InlineData("3601")]
    [InlineData("86400")]
    [InlineData("2147483647")]
    [InlineData("Sun, 06 Nov 1994 09:49:38 GMT")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public void A_wait_is_one_hour_at_most(string header) => Assert.Equal(TimeSpan.FromHours(1), Read(header));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    [InlineData("Sun, 99 Nov 1994 08:50:07 GMT")]
    public void What_is_neither_counts_as_absent(string? header) => Assert.Null(Read(header));

    private static TimeSpan? Read(string? header)
    {
        using var reply = new HttpResponseMessage();
        if (header is not null)
        {
            reply.Headers.TryAddWithoutValidation("Retry-After", header);
        }

        return GoogleRetryAfter.Of(reply, new StoppedClock());
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(1994, 11, 6, 8, 49, 37, TimeSpan.Zero);
    }
}
