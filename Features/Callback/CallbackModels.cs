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
    /// <summary>Always "success".</summary>
    public required string Status { get; init; }

    /// <summary>What happened, for people.</summary>
    public required string Message { get; init; }

    /// <summary>The e-mail address of the account that was signed in.</summary>
    public required string UserEmail { get; init; }

    /// <summary>The Bearer token; it is shown this once.</summary>
    public required string AccessToken { get; init; }

    /// <summary>Always "Bearer".</summary>
    public required string TokenType { get; init; }

    /// <summary>When the token ends even if it is used; null for never.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How to use the token, for people.</summary>
    public required string NextSteps { get; init; }

    public static CallbackResponse For(string email, string accessToken, DateTimeOffset? expiresAt) => new()
    {
        Status = "success",
        Message = "Sign-in complete. Keep the access token secret; it is shown only once.",
        UserEmail = email,
        AccessToken = accessToken,
        TokenType = "Bearer",
        ExpiresAt = expiresAt,
        NextSteps = "Use the access_token in Authorization header: 'Bearer <token>' to call /download",
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CallbackResponse))]
internal sealed partial class CallbackJson : JsonSerializerContext;
