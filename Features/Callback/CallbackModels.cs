using System.Text.Json.Serialization;
using Microsoft.Extensions.Primitives;
using NJsonSchema.Annotations;

namespace Gcd.Features.Callback;

/// <summary>What Google's redirect had in its query.</summary>
internal record CallbackRequest
{
    /// <summary>The code that Google gave. Needed unless `error` is there.</summary>
    /// <example>4/0Ab…</example>
    [JsonSchemaType(typeof(string), IsNullable = true)]
    public StringValues Code { get; init; }

    /// <summary>The state that `/auth` returned; it counts once, for ten minutes.</summary>
    /// <example>AQIDBAUGBwgJCgsMDQ4PEA…</example>
    [JsonSchemaType(typeof(string), IsNullable = true)]
    public StringValues State { get; init; }

    /// <summary>What Google sends instead of a code, such as `access_denied`.</summary>
    /// <example>access_denied</example>
    [JsonSchemaType(typeof(string), IsNullable = true)]
    public StringValues Error { get; init; }

    /// <summary>Who answers (RFC 9207); if it is there, it must be `https://accounts.google.com`.</summary>
    /// <example>https://accounts.google.com</example>
    [JsonSchemaType(typeof(string), IsNullable = true)]
    public StringValues Iss { get; init; }

    // RFC 6749, 3.1: a parameter must not be included more than once.
    public bool HasRepeated() => Code.Count > 1 || State.Count > 1 || Error.Count > 1 || Iss.Count > 1;
}

/// <summary>What Google's redirect had in its query, handed on as a form.</summary>
internal sealed record SignInForm : CallbackRequest;

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
