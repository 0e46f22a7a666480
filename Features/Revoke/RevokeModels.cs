using System.Text.Json.Serialization;

namespace Gcd.Features.Revoke;

/// <summary>The token has ended.</summary>
internal sealed record RevokeResponse(string Status, string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RevokeResponse))]
internal sealed partial class RevokeJson : JsonSerializerContext;
