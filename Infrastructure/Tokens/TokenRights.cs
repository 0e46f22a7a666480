using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gcd.Infrastructure.Tokens;

/// <summary>What a token may download. An empty list means no limit.</summary>
internal sealed record TokenRights
{
    public static readonly TokenRights All = new();

    /// <summary>Formats by their first name.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>Labels by resource name, so that a renamed one stays; one that was deleted matches nobody.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>What every contact must have.</summary>
    public IReadOnlyList<string> Has { get; init; } = [];

    [JsonIgnore]
    public bool AreLimited => Formats.Count + Labels.Count + Has.Count > 0;

    /// <summary>As a row keeps them; null for no limit.</summary>
    public string? ToText() => AreLimited ? JsonSerializer.Serialize(this, TokenRightsJson.Default.TokenRights) : null;

    /// <summary>Read back; only a row whose binding was checked is read.</summary>
    public static TokenRights Parse(string? text) => text is null ? All : JsonSerializer.Deserialize(text, TokenRightsJson.Default.TokenRights)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TokenRights))]
internal sealed partial class TokenRightsJson : JsonSerializerContext;
