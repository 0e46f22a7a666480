using System.Net;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Gcd.Infrastructure.Google;

/// <summary>Tells from a refusal of the People API what is wrong (https://cloud.google.com/apis/design/errors).</summary>
internal static class GoogleErrorReply
{
    private const int LargestBody = 64 * 1024;

    // RFC 6750, 3.1.
    private const string InsufficientScope = "insufficient_scope";

    private const string ExpiredSyncToken = "EXPIRED_SYNC_TOKEN";

    private static readonly HashSet<string> QuotaReasons = new(StringComparer.OrdinalIgnoreCase)
    {
        "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded", "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED",
    };

    private static readonly HashSet<string> ScopeReasons = new(StringComparer.OrdinalIgnoreCase)
    {
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions", InsufficientScope,
    };

    private static readonly HashSet<string> ApiDisabledReasons = new(StringComparer.OrdinalIgnoreCase)
    {
        "SERVICE_DISABLED", "accessNotConfigured",
    };

    public static async Task<GoogleFaultException> ReadAsync(HttpResponseMessage reply, TimeProvider time, CancellationToken ct)
    {
        var reasons = await ReadReasonsAsync(reply, ct);
        if (HasInsufficientScope(reply))
        {
            reasons.Add(InsufficientScope);
        }

        var kind = Classify(reply.StatusCode, reasons);
        // Reasons are Google's constants; its messages may name a project or an account and stay out of the log.
        return new GoogleFaultException(kind, $"Google answered {(int)reply.StatusCode} ({string.Join(", ", reasons.Where(IsConstant))}).")
        {
            Status = reply.StatusCode,
            RetryAfter = GoogleRetryAfter.Of(reply, time),
        };
    }

    private static GoogleFaultKind Classify(HttpStatusCode status, HashSet<string> reasons) => (int)status switch
    {
        401 => GoogleFaultKind.TokenRejected,
        429 => GoogleFaultKind.RateLimited,
        403 when reasons.Overlaps(QuotaReasons) => GoogleFaultKind.RateLimited,
        403 when reasons.Overlaps(ScopeReasons) => GoogleFaultKind.ContactsScopeMissing,
        403 when reasons.Overlaps(ApiDisabledReasons) => GoogleFaultKind.ApiDisabled,
        // Google documents the reason since 2023; before, it documented the status 410.
        400 when reasons.Contains(ExpiredSyncToken) => GoogleFaultKind.SyncTokenExpired,
        410 => GoogleFaultKind.SyncTokenExpired,
        503 => GoogleFaultKind.Unavailable,
        408 or 504 => GoogleFaultKind.Timeout,
        >= 500 => GoogleFaultKind.ServerError,
        _ => GoogleFaultKind.Refused,
    };

    private static bool HasInsufficientScope(HttpResponseMessage reply) =>
        reply.Headers.WwwAuthenticate
            .Where(challenge => challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            .SelectMany(challenge => NameValueHeaderValue.TryParseList([challenge.Parameter ?? string.Empty], out var parameters) ? parameters : [])
            .Any(parameter => parameter.Name.Equals("error", StringComparison.OrdinalIgnoreCase) && parameter.GetUnescapedValue().Equals(InsufficientScope, StringComparison.Ordinal));

    /// <summary><c>error.status</c>, <c>error.errors[].reason</c> and <c>error.details[].reason</c>.</summary>
    private static async Task<HashSet<string>> ReadReasonsAsync(HttpResponseMessage reply, CancellationToken ct)
    {
        var reasons = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            await reply.Content.LoadIntoBufferAsync(LargestBody, ct);
            using var body = JsonDocument.Parse(await reply.Content.ReadAsByteArrayAsync(ct));
            if (body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
            {
                Add(reasons, error, "status");
                AddAll(reasons, error, "errors");
                AddAll(reasons, error, "details");
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or HttpRequestException or IOException or InvalidDataException or InvalidOperationException)
        {
            // The status alone has to do. InvalidOperationException is what JsonElement throws for ill-formed text, InvalidDataException a broken gzip.
        }

        return reasons;
    }

    private static void AddAll(HashSet<string> reasons, JsonElement error, string list)
    {
        if (error.TryGetProperty(list, out var entries) && entries.ValueKind == JsonValueKind.Array)
        {
            foreach (var entry in entries.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object))
            {
                Add(reasons, entry, "reason");
            }
        }
    }

    private static void Add(HashSet<string> reasons, JsonElement from, string name)
    {
        if (from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
        {
            reasons.Add(value.GetString()!);
        }
    }

    private static bool IsConstant(string reason) => reason.Length <= 64 && reason.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
