using System.Text.Json.Serialization;

namespace Gcd.Features.Revoke;

/// <summary>The token has ended.</summary>
internal sealed record RevokeResponse
{
    /// <summary>Always "success".</summary>
    public required string Status { get; init; }

    /// <summary>Whose token has ended.</summary>
    public required string Message { get; init; }

    public static RevokeResponse For(string email) => new() { Status = "success", Message = $"Access token revoked for user: {email}" };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RevokeResponse))]
internal sealed partial class RevokeJson : JsonSerializerContext;
