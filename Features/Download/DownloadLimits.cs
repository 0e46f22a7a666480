namespace Gcd.Features.Download;

/// <summary>How long a download waits for its caller.</summary>
/// <param name="LongestStall">A caller that takes nothing for this long is broken off.</param>
internal sealed record DownloadLimits(TimeSpan LongestStall);
