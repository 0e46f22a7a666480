using Gcd.Tests.Fixtures;

namespace Gcd.Features.Download;

/// <summary>A caller that takes nothing is broken off once Gcd has waited long enough for it.</summary>
internal static class StalledCallerForTests
{
    /// <summary>When the buffers on the way are full is not known from outside, so it is tried until it works.</summary>
    public static Task UntilBrokenOffAsync(World world) => Eventually.TrueAsync(() =>
    {
        world.Time.RunOut(World.LongestStall);
        return world.Logs.Text.Contains("the caller took nothing for too long", StringComparison.Ordinal);
    });
}
