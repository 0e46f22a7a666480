namespace Gcd.Infrastructure.Http;

/// <summary>A refusal and what to do next, for programs and for people alike.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Names the kind of problem in its <c>type</c>; stable, for programs.</param>
/// <param name="Error">What went wrong, in the earlier service's words where its description gives them.</param>
/// <param name="Detail">Why, in a sentence or two.</param>
/// <param name="Solution">What to do next, and who can do it.</param>
public sealed record Problem(int Status, string Code, string Error, string Detail, string Solution)
{
    /// <summary>Steps for the ways in which a set-up usually fails, each under a short name.</summary>
    public IReadOnlyDictionary<string, string>? Troubleshooting { get; init; }

    /// <summary>Who can put it right, for the page.</summary>
    public ResolvedBy ResolvedBy { get; init; }

    /// <summary>The way out step by step, for the page; where there are none, <see cref="Solution"/> is the one step.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>The page's own words, where it has some.</summary>
    public ProblemWords? Page { get; init; }

    /// <summary>What the steps want copied to the letter, such as an address to register; the page sets it apart.</summary>
    public string? Exactly { get; init; }

    public TimeSpan? RetryAfter { get; init; }
}
