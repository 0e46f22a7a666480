using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>Headers of replies that callers should look at.</summary>
internal static class ReplyHeaders
{
    public static OpenApiHeader WwwAuthenticateForMetrics => Text(
        "That the metrics want `METRICS_TOKEN`: the realm alone when no token came, `error=\"invalid_token\"` when another one came.",
        "Bearer realm=\"Gcd metrics\"",
        isAlwaysThere: true);

    public static OpenApiHeader RetryAfter(bool isAlwaysThere) => Integer(
        isAlwaysThere ? "Seconds to wait before the next try." : "Seconds to wait before the next try; absent where waiting does not help.",
        30,
        isAlwaysThere);

    public static OpenApiHeader WwwAuthenticate(int status) => status == StatusCodes.Status403Forbidden
        ? Text("That the permission is missing (RFC 6750).", "Bearer realm=\"Gcd\", error=\"insufficient_scope\", error_description=\"The permission to read contacts is missing\"", isAlwaysThere: true)
        : Text(
            "How to authenticate (RFC 6750): the realm alone when no token came, `error=\"invalid_token\"` when it opens nothing, `error=\"invalid_request\"` when several came.",
            "Bearer realm=\"Gcd\", error=\"invalid_token\", error_description=\"The access token is unknown, expired or revoked\"",
            isAlwaysThere: status == StatusCodes.Status401Unauthorized);

    public static OpenApiHeader Text(string description, string example, bool isAlwaysThere) => new()
    {
        Description = description,
        Required = isAlwaysThere,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = JsonValue.Create(example),
    };

    public static OpenApiHeader Integer(string description, int example, bool isAlwaysThere) => new()
    {
        Description = description,
        Required = isAlwaysThere,
        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0" },
        Example = JsonValue.Create(example),
    };
}
