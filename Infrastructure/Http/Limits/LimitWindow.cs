namespace Gcd.Infrastructure.Http.Limits;

/// <summary>The time over which limits by address count, and the clock by which they do.</summary>
internal sealed record LimitWindow(TimeSpan Length, TimeProvider Time);
