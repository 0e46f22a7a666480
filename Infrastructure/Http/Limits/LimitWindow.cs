namespace Gcd.Infrastructure.Http.Limits;

/// <summary>The time over which limits by address count.</summary>
internal sealed record LimitWindow(TimeSpan Length);
