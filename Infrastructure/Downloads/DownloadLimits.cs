namespace Gcd.Infrastructure.Downloads;

/// <summary>How long a download and its caller wait for each other.</summary>
/// <param name="LongestStall">A caller that takes nothing for this long is broken off.</param>
/// <param name="LongestWait">A caller that finds all places taken waits this long for one.</param>
/// <param name="LongestTurn">A program that sends several requests at once waits this long for its person's next place.</param>
internal sealed record DownloadLimits(TimeSpan LongestStall, TimeSpan LongestWait, TimeSpan LongestTurn);
