using System.Text.Json.Serialization;

namespace Gcd.Features.Health;

/// <summary>The earlier service's reply, with its types.</summary>
internal sealed record HealthResponse
{
    public required string Status { get; init; }

    /// <summary>"True" or "False": whether the credentials file is there.</summary>
    public string? CredentialsPath { get; init; }

    public string? TokensDir { get; init; }

    public long? AuthenticatedUsers { get; init; }

    public string? Error { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthResponse))]
internal sealed partial class HealthJson : JsonSerializerContext;
