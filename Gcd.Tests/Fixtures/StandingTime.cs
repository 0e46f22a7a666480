namespace Gcd.Tests.Fixtures;

/// <summary>A clock that stands still until a test moves it, however long the test takes.</summary>
internal sealed class StandingTime : TimeProvider
{
    private long ticks = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref ticks);
}
