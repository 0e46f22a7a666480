using System.Text.Json.Serialization;

namespace Gcd.Features.Callback;

/// <summary>What Google brings back: by query from a browser, by form from an integrator's page.</summary>
internal sealed record CallbackRequest(string? Code, string? State, string? Error, string? Issuer, bool HasDoubles)
{
    private static readonly string[] Names = ["code", "state", "error", "iss"];

    public static CallbackRequest Read(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> parameters)
    {
        var values = parameters.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        return new CallbackRequest(One("code"), One("state"), One("error"), One("iss"), Names.Any(IsDouble));

        string? One(string name) => values.TryGetValue(name, out var found) && found is [{ Length: > 0 } value, ..] ? value : null;

        // RFC 6749, 3.1: a parameter must not be included more than once.
        bool IsDouble(string name) => values.TryGetValue(name, out var found) && found.Count > 1;
    }
}

/// <summary>The token, and how to use it.</summary>
public sealed record CallbackResponse
{
    public required string Status { get; init; }

    public required string Message { get; init; }

    public required string UserEmail { get; init; }

    public required string AccessToken { get; init; }

    public required string TokenType { get; init; }

    /// <summary>When the token ends even if it is used; null for never.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    public required string NextSteps { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CallbackResponse))]
internal sealed partial class CallbackJson : JsonSerializerContext;
