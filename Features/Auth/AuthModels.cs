using System.Text.Json.Serialization;

namespace Gcd.Features.Auth;

/// <summary>Where to send the person, and what the operator must have registered for it to work.</summary>
public sealed record AuthResponse
{
    public required string AuthorizationUrl { get; init; }

    public required string State { get; init; }

    public required string RedirectUriUsed { get; init; }

    public required string Message { get; init; }

    public required string Instructions { get; init; }

    public required AuthTroubleshooting Troubleshooting { get; init; }
}

public sealed record AuthTroubleshooting(string GoogleCloudConsole, string RequiredRedirectUri, IReadOnlyList<string> OauthScopes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AuthResponse))]
internal sealed partial class AuthJson : JsonSerializerContext;
