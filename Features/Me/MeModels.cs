using System.Text.Json.Serialization;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Me;

/// <summary>Who the token belongs to, and which token it is.</summary>
internal sealed record MeResponse
{
    /// <summary>The person's e-mail address at Google.</summary>
    public required string UserEmail { get; init; }

    /// <summary>Always true.</summary>
    public required bool Authenticated { get; init; }

    /// <summary>An opaque name; the earlier service kept credentials in a file of this name.</summary>
    public required string TokenFile { get; init; }

    /// <summary>The life of the token that was sent.</summary>
    public required MeToken Token { get; init; }

    public static MeResponse For(StoredToken token, StoredUser user) => new()
    {
        UserEmail = user.Email,
        Authenticated = true,
        TokenFile = $"token_{user.UserHash[..8]}.pickle",
        Token = new MeToken { CreatedAt = token.CreatedAt, ExpiresAt = token.ExpiresAt, LastUsedAt = token.LastUsedAt },
    };
}

/// <summary>The life of the token that was sent; null means never.</summary>
internal sealed record MeToken
{
    /// <summary>When the sign-in gave it out.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends even if it is used; null for never.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was used, exact to the hour; null before the first use.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MeResponse))]
internal sealed partial class MeJson : JsonSerializerContext;
