namespace Gcd.Tests.Fixtures;

/// <summary>How long tests wait for what must happen.</summary>
internal static class Patience
{
    /// <summary>Only a real failure reaches it: on a machine with much else to do, the work of a second may take minutes.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
}
