using System.Text.Json.Serialization;

namespace Gcd.Features.Me;

/// <summary>Who the token belongs to, and which token it is.</summary>
internal sealed record MeResponse
{
    public required string UserEmail { get; init; }

    public required bool Authenticated { get; init; }

    /// <summary>An opaque name; the earlier service kept credentials in a file of this name.</summary>
    public required string TokenFile { get; init; }

    public required MeToken Token { get; init; }
}

/// <summary>The life of the token that was sent; null means never.</summary>
internal sealed record MeToken(DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MeResponse))]
internal sealed partial class MeJson : JsonSerializerContext;
