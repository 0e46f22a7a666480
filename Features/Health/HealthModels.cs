using System.Text.Json.Serialization;

namespace Gcd.Features.Health;

/// <summary>The state of the service. `/health` has the earlier service's members; the others have `status` and `error` alone.</summary>
internal sealed record HealthResponse
{
    /// <summary>`healthy` or `unhealthy`, `live`, `ready` or `not ready`.</summary>
    public required string Status { get; init; }

    /// <summary>"True" or "False": whether the credentials file is there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CredentialsPath { get; init; }

    /// <summary>Always "tokens"; it means nothing any more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TokensDir { get; init; }

    /// <summary>People with stored credentials.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? AuthenticatedUsers { get; init; }

    /// <summary>What is wrong, and what to do; absent when nothing is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HealthResponse))]
internal sealed partial class HealthJson : JsonSerializerContext;
