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

    /// <summary>`active`, or `needs_sign_in` once Google no longer lets this service in: downloads fail until the person signs in again.</summary>
    public required string GoogleAccess { get; init; }

    /// <summary>The token that was sent.</summary>
    public required MeToken Token { get; init; }

    public static MeResponse For(StoredToken token, StoredUser user) => new()
    {
        UserEmail = user.Email,
        Authenticated = true,
        TokenFile = $"token_{user.UserHash[..8]}.pickle",
        GoogleAccess = user.State == GrantState.Active ? "active" : "needs_sign_in",
        Token = new MeToken
        {
            Id = token.Id(),
            Name = token.Name,
            Kind = token.Kind.AsSent().Name(),
            CreatedAt = token.CreatedAt,
            ExpiresAt = token.ExpiresAt,
            LastUsedAt = token.LastUsedAt,
            Rights = RightsDetails.For(token),
        },
    };
}

/// <summary>The token that was sent.</summary>
internal sealed record MeToken
{
    /// <summary>Names the token, for `DELETE /tokens/{id}`.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for; null if nobody said.</summary>
    public required string? Name { get; init; }

    /// <summary>Always `access`.</summary>
    public required string Kind { get; init; }

    /// <summary>When the sign-in gave it out.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends even if it is used; null for never.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was used, exact to the hour; null before the first use.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>What it opens.</summary>
    public required RightsDetails Rights { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MeResponse))]
internal sealed partial class MeJson : JsonSerializerContext;
