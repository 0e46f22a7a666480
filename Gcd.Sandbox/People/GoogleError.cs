using System.Text.Json.Nodes;

namespace Gcd.Sandbox.People;

/// <summary>Google's error bodies (https://cloud.google.com/apis/design/errors).</summary>
internal static class GoogleError
{
    /// <summary>The reason of the error that tells a client to read everything anew.</summary>
    public const string ExpiredSyncToken = "EXPIRED_SYNC_TOKEN";

    public const string NotFound = "Requested entity was not found.";

    public const string CriticalReadsExceeded =
        "Quota exceeded for quota metric 'Critical read requests (Contact and Profile Reads)' and limit 'Critical read requests per minute per user'.";

    public static Task WriteAsync(HttpContext context, int status, string? body) => SendAsync(context, status, body ?? Body(status, Message(status), reason: null).ToJsonString());

    public static Task WriteAsync(HttpContext context, int status, string message, string? reason) => SendAsync(context, status, Body(status, message, reason).ToJsonString());

    /// <summary>The body of an error with an ErrorInfo reason, or without one.</summary>
    public static JsonObject Body(int status, string message, string? reason, string? legacyReason = null)
    {
        var error = new JsonObject { ["code"] = status, ["message"] = message, ["status"] = reason == ExpiredSyncToken ? "FAILED_PRECONDITION" : StatusName(status) };
        if (legacyReason is not null)
        {
            error["errors"] = new JsonArray(new JsonObject { ["message"] = message, ["domain"] = "usageLimits", ["reason"] = legacyReason });
        }

        if (reason is not null)
        {
            error["details"] = new JsonArray(new JsonObject
            {
                ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo",
                ["reason"] = reason,
                ["domain"] = "googleapis.com",
                ["metadata"] = new JsonObject { ["service"] = "people.googleapis.com" },
            });
        }

        return new JsonObject { ["error"] = error };
    }

    private static async Task SendAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=UTF-8";
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"https://accounts.google.com/\"" + (context.Request.Headers.Authorization.Count > 0 ? ", error=\"invalid_token\"" : string.Empty);
        }

        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    private static string Message(int status) => status switch
    {
        404 => NotFound,
        429 => CriticalReadsExceeded,
        503 => "The service is currently unavailable.",
        504 => "Deadline expired before operation could complete.",
        _ => "Internal error encountered.",
    };

    private static string StatusName(int status) => status switch
    {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        429 => "RESOURCE_EXHAUSTED",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "INTERNAL",
    };
}
