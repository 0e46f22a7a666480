namespace Gcd.Infrastructure.Http;

/// <summary>A page's own words for a problem whose fixed ones, made for programs, would puzzle a person.</summary>
/// <param name="Heading">Instead of <see cref="Problem.Error"/>.</param>
/// <param name="Lead">Instead of <see cref="Problem.Detail"/>; null for the same.</param>
public sealed record ProblemWords(string Heading, string? Lead = null);
