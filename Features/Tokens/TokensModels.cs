using System.Text.Json.Serialization;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Tokens;

/// <summary>A token to make.</summary>
internal sealed record CreateTokenRequest
{
    /// <summary>What it is for, in at most 100 characters.</summary>
    /// <example>Nightly backup</example>
    public string? Name { get; init; }

    /// <summary>In how many days it ends; left out for the longest life that the operator allows.</summary>
    /// <example>90</example>
    public int? ExpiresInDays { get; init; }

    /// <summary>What it opens; left out for everything.</summary>
    public RightsRequest? Rights { get; init; }

    public WantedToken ToWanted() => new()
    {
        Name = Name,
        ExpiresInDays = ExpiresInDays,
        Formats = Rights?.Formats ?? [],
        Labels = Rights?.Labels ?? [],
        Has = Rights?.Has ?? [],
    };
}

/// <summary>What a token opens. An empty or missing list means no limit.</summary>
internal sealed record RightsRequest
{
    /// <summary>Formats of `GET /download`.</summary>
    public IReadOnlyList<string>? Formats { get; init; }

    /// <summary>Labels, by name in any case or by resource name. The resource name is kept, so that the person can rename the label.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>What every contact must have, such as `phone`.</summary>
    public IReadOnlyList<string>? Has { get; init; }
}

/// <summary>The person's tokens, the newest first.</summary>
internal sealed record TokensResponse
{
    /// <summary>Tokens for the Authorization header, and browsers that are signed in.</summary>
    public required IReadOnlyList<TokenDetails> Tokens { get; init; }

    public static TokensResponse For(IEnumerable<StoredToken> tokens, StoredToken current) => new()
    {
        Tokens = [.. tokens.Select(token => TokenDetails.For(token, token.Hash == current.Hash))],
    };
}

/// <summary>One token; its secret is not kept anywhere.</summary>
internal sealed record TokenDetails
{
    /// <summary>Names the token, for `DELETE /tokens/{id}`.</summary>
    public required string Id { get; init; }

    /// <summary>`access` for the Authorization header, `session` for a browser that is signed in.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is for; null if nobody said.</summary>
    public required string? Name { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends even if it is used; null for never.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was used, exact to the hour; null before the first use.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>What it opens.</summary>
    public required RightsDetails Rights { get; init; }

    /// <summary>Whether the request was sent with it.</summary>
    public required bool IsCurrent { get; init; }

    public static TokenDetails For(StoredToken token, bool isCurrent) => new()
    {
        Id = token.Id(),
        Kind = token.Kind.AsSent().Name(),
        Name = token.Name,
        CreatedAt = token.CreatedAt,
        ExpiresAt = token.ExpiresAt,
        LastUsedAt = token.LastUsedAt,
        Rights = RightsDetails.For(token),
        IsCurrent = isCurrent,
    };
}

/// <summary>A new token.</summary>
internal sealed record CreatedTokenResponse
{
    /// <summary>The Bearer token; it is shown this once.</summary>
    public required string AccessToken { get; init; }

    /// <summary>Always "Bearer".</summary>
    public required string TokenType { get; init; }

    /// <summary>The same as `GET /tokens` shows it.</summary>
    public required TokenDetails Token { get; init; }

    public static CreatedTokenResponse For(IssuedToken.Done issued) => new()
    {
        AccessToken = issued.Token,
        TokenType = "Bearer",
        Token = TokenDetails.For(issued.Row, isCurrent: false),
    };
}

/// <summary>Which token is meant.</summary>
internal sealed record TokenRequest
{
    /// <summary>The id of the token.</summary>
    /// <example>tok_4fT0c9AbX2qz</example>
    public string Id { get; init; } = string.Empty;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CreateTokenRequest))]
[JsonSerializable(typeof(CreatedTokenResponse))]
[JsonSerializable(typeof(TokensResponse))]
internal sealed partial class TokensJson : JsonSerializerContext;
