using System.Threading.RateLimiting;

namespace Gcd.Infrastructure.Http.Limits;

public sealed class SlidingWindowLogLimiterTests : IDisposable
{
    private readonly HandTime time = new();
    private readonly SlidingWindowLogLimiter limiter;

    public SlidingWindowLogLimiterTests() => limiter = new SlidingWindowLogLimiter(most: 3, TimeSpan.FromSeconds(60), time);

    public void Dispose() => limiter.Dispose();

    [Fact]
    public void In_no_window_are_more_let_in_than_the_limit_says()
    {
        Assert.Null(WaitAt(0));
        Assert.Null(WaitAt(20));
        Assert.Null(WaitAt(59));
        Assert.NotNull(WaitAt(59));
        Assert.Null(WaitAt(60));
        Assert.NotNull(WaitAt(79));
        Assert.Null(WaitAt(80));
        Assert.NotNull(WaitAt(118));
        Assert.Null(WaitAt(119));
    }

    [Fact]
    public void Who_is_refused_is_told_the_time_until_the_oldest_one_counts_no_more_and_is_let_in_then()
    {
        Assert.Null(WaitAt(0));
        Assert.Null(WaitAt(10));
        Assert.Null(WaitAt(50));
        Assert.Equal(TimeSpan.FromSeconds(10), WaitAt(50));
        Assert.Equal(TimeSpan.FromSeconds(1), WaitAt(59));
        Assert.Null(WaitAt(60));
        Assert.Equal(TimeSpan.FromSeconds(10), WaitAt(60));
    }

    [Fact]
    public void Who_only_asks_counts_for_nothing()
    {
        for (var i = 0; i < 10; i++)
        {
            using var asked = limiter.AttemptAcquire(permitCount: 0);
            Assert.True(asked.IsAcquired);
        }

        Assert.Null(WaitAt(0));
        Assert.Null(WaitAt(0));
        Assert.Null(WaitAt(0));
        using var late = limiter.AttemptAcquire(permitCount: 0);
        Assert.False(late.IsAcquired);
    }

    [Fact]
    public void It_is_idle_from_when_nothing_counts_any_more()
    {
        WaitAt(0);
        WaitAt(30);
        time.Seconds = 89;
        Assert.Null(limiter.IdleDuration);
        time.Seconds = 95;
        Assert.Equal(TimeSpan.FromSeconds(5), limiter.IdleDuration);
    }

    [Fact]
    public void One_that_let_nobody_in_is_idle_from_the_start()
    {
        time.Seconds = 7;
        Assert.Equal(TimeSpan.FromSeconds(7), limiter.IdleDuration);
    }

    private TimeSpan? WaitAt(int seconds)
    {
        time.Seconds = seconds;
        using var lease = limiter.AttemptAcquire();
        Assert.NotEqual(lease.IsAcquired, lease.TryGetMetadata(MetadataName.RetryAfter, out var wait));
        return lease.IsAcquired ? null : wait;
    }

    private sealed class HandTime : TimeProvider
    {
        public int Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => 1_000_000 + Seconds;
    }
}
