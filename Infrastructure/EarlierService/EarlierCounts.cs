namespace Gcd.Infrastructure.EarlierService;

/// <summary>How much there is to take over.</summary>
/// <param name="People">Each address counts once.</param>
/// <param name="Secrets">Their access and export tokens.</param>
internal sealed record EarlierCounts(long People, long Secrets);
