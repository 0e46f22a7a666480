using System.Text.Json.Serialization;

namespace Gcd.Infrastructure.Tokens;

/// <summary>What Google gave for one person; stored sealed, as JSON.</summary>
internal sealed record Grant
{
    public required string AccessToken { get; init; }

    /// <summary>When the access token is to be replaced, some time before it ends.</summary>
    public required DateTimeOffset RefreshAt { get; init; }

    public required string RefreshToken { get; init; }

    /// <summary>The subject of the ID token that the earlier service kept, and which nobody checked since; null but after a takeover.</summary>
    public string? EarlierSub { get; init; }

    // A record's own ToString would print the tokens.
    public override string ToString() => nameof(Grant);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Grant))]
internal sealed partial class GrantJson : JsonSerializerContext;
