using System.Collections.Concurrent;

namespace Gcd.Tests.Fixtures;

/// <summary>
/// Gcd's clock in tests. Its time of day is the real one, set forward by tests that would otherwise wait for days. Its limits of time never
/// run out by themselves, however slow the machine is: a test that wants one to ends it. Only pauses, which are short, are waited for.
/// </summary>
internal sealed class ShiftedTime : TimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<Timer, TimeSpan> limits = new();
    private DateTimeOffset? standing;

    public TimeSpan Shift { get; set; }

    /// <summary>From here on the time of day is the same, but for <see cref="Shift"/>.</summary>
    public void StandStill() => standing = base.GetUtcNow();

    /// <summary>Ends the limits of this length that something waits within now.</summary>
    public void RunOut(TimeSpan limit)
    {
        foreach (var (timer, _) in limits.Where(running => running.Value == limit))
        {
            timer.GoOff();
        }
    }

    public override DateTimeOffset GetUtcNow() => (standing ?? base.GetUtcNow()) + Shift;

    public override long GetTimestamp() => 0;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(ShiftedTime time, ITimer real) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.limits.TryRemove(this, out _);
            if (dueTime <= LongestPause)
            {
                return real.Change(dueTime, period);
            }

            time.limits[this] = dueTime;
            return real.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void GoOff()
        {
            if (time.limits.TryRemove(this, out _))
            {
                real.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }

        public void Dispose()
        {
            time.limits.TryRemove(this, out _);
            real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            time.limits.TryRemove(this, out _);
            return real.DisposeAsync();
        }
    }
}
