namespace Gcd.Infrastructure.Http.Limits;

/// <summary>Marks a request for which nothing was done, as for many others at that time: one line of the log tells of all of them.</summary>
internal sealed class TurnedAway
{
    public static TurnedAway Mark { get; } = new();
}
