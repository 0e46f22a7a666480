namespace Gcd.Infrastructure.Google;

/// <summary>What Google's token endpoint gave.</summary>
internal sealed record GoogleTokens
{
    public required string AccessToken { get; init; }

    /// <summary>When to ask for another access token: early enough for one more page, and late enough to use a short-lived one at all.</summary>
    public required DateTimeOffset RefreshAt { get; init; }

    /// <summary>Null where Google gave none; the one that is stored stays valid then.</summary>
    public required string? RefreshToken { get; init; }

    /// <summary>Granted scopes, separated by spaces; null where the reply does not say.</summary>
    public required string? Scopes { get; init; }

    public required string? IdToken { get; init; }

    // A record's own ToString would print the tokens.
    public override string ToString() => nameof(GoogleTokens);
}
