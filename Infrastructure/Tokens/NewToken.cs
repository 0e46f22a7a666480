namespace Gcd.Infrastructure.Tokens;

/// <summary>What a new token is to be; by default one that opens everything for as long as the operator allows.</summary>
internal sealed record NewToken
{
    public TokenKind Kind { get; init; }

    public string? Name { get; init; }

    public TokenRights Rights { get; init; } = TokenRights.All;

    /// <summary>Null for as long as the operator allows, which is the limit for others too.</summary>
    public TimeSpan? Life { get; init; }

    /// <summary>The end of the token that makes it, which it must not outlive; null where a person makes it.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
