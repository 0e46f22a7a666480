namespace Gcd.Tests.Fixtures;

/// <summary>The real clock, set forward by tests that would otherwise wait for days.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
